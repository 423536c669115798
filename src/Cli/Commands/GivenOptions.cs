using System.CommandLine;

namespace Interop.Cli.Commands;

/// <summary>Which options a command line holds, whatever the defaults of the others are.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option was given.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="option">The option.</param>
    public static bool Has(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    /// <summary>Throws where one of some options was given.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="options">The options.</param>
    /// <param name="reason">What they are for instead, as it stands behind "is".</param>
    /// <exception cref="CommandException">One was given.</exception>
    public static void Refuse(ParseResult result, Option[] options, string reason)
    {
        string[] names = [.. options.Where(option => Has(result, option)).Select(option => option.Name)];
        if (names.Length > 0)
        {
            throw new CommandException(
                ExitCode.BadConfiguration, $"{string.Join(" and ", names)} {(names.Length == 1 ? "is" : "are")} {reason}.", $"Leave {(names.Length == 1 ? "it" : "them")} out.");
        }
    }
}
