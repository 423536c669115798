using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Interop.Cli.Commands;

/// <summary>Options whose value is a list between commas.</summary>
internal static class ListOptions
{
    /// <summary>An option of whole numbers of 1 or more.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">How its value looks.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="takesNone">Whether <c>none</c> stands for an empty list.</param>
    public static Option<int[]?> Sizes(string name, string helpName, string description, bool takesNone) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var sizes = new List<int>();
            foreach (var part in Parts(result).Where(part => !(takesNone && part == "none")))
            {
                if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < 1)
                {
                    result.AddError($"{name} takes whole numbers of 1 or more between commas, as in '{name} {helpName}'; got '{part}'.");
                    return null;
                }

                sizes.Add(size);
            }

            if (sizes.Count == 0 && !takesNone)
            {
                result.AddError($"{name} takes whole numbers of 1 or more between commas, as in '{name} {helpName}'; got none.");
            }

            return [.. sizes];
        },
    };

    /// <summary>An option of texts.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">How its value looks.</param>
    /// <param name="description">What it is for.</param>
    public static Option<string[]?> Texts(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => [.. Parts(result)],
    };

    private static IEnumerable<string> Parts(ArgumentResult result) =>
        result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
