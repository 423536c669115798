using System.CommandLine;
using System.Globalization;

namespace Interop.Cli.Commands;

/// <summary>Which numbers an option takes: any other is refused, by the option's name, as the command line is read.</summary>
internal static class OptionBounds
{
    // The engine's own bound, whose error does not know the option.
    private const int MostThreads = 1024;

    /// <summary>Numbers from one on.</summary>
    /// <param name="option">The option.</param>
    /// <param name="least">The least that it takes.</param>
    public static Option<T> AtLeast<T>(this Option<T> option, int least) =>
        option.Takes($"{((Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)) == typeof(int) ? "a whole number" : "a number")} of {least} or more", value => value >= least);

    /// <summary>Whole numbers between two.</summary>
    /// <param name="option">The option.</param>
    /// <param name="least">The least that it takes.</param>
    /// <param name="most">The most.</param>
    public static Option<T> Between<T>(this Option<T> option, int least, int most) => option.Takes($"a whole number from {least} to {most}", value => value >= least && value <= most);

    /// <summary>Numbers of threads that the engine can have.</summary>
    /// <param name="option">The option.</param>
    public static Option<T> NumberOfThreads<T>(this Option<T> option) => option.Between(1, MostThreads);

    /// <summary>Numbers that a condition holds for, and that are finite.</summary>
    /// <param name="option">The option.</param>
    /// <param name="what">What it takes, as it stands behind its name and "takes".</param>
    /// <param name="isTaken">The condition.</param>
    public static Option<T> Takes<T>(this Option<T> option, string what, Predicate<double> isTaken)
    {
        option.Validators.Add(result =>
        {
            // What is no number at all is told as such.
            if (result is { Implicit: false, Tokens: [.., var token] }
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && !(double.IsFinite(value) && isTaken(value)))
            {
                result.AddError($"{option.Name} takes {what}, got '{token.Value}'.");
            }
        });
        return option;
    }
}
