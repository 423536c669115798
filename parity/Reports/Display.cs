using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Interop.Parity.Reports;

/// <summary>Where a run shows itself: with live progress bars on a terminal, with plain lines in a pipe or a file.</summary>
internal sealed class Display
{
    private const int PlainWidth = 170;
    private readonly IAnsiConsole _console;

    /// <summary>Shows on the console, or writes plain lines.</summary>
    /// <param name="output">Where lines go; the console's own output may be a terminal.</param>
    public Display(TextWriter output)
    {
        IsLive = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive;
        _console = IsLive
            ? AnsiConsole.Console
            : AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) });
        if (!IsLive)
        {
            _console.Profile.Width = PlainWidth;
        }
    }

    /// <summary>Whether it may draw over what it drew.</summary>
    public bool IsLive { get; }

    /// <summary>How many characters fit beside each other.</summary>
    public int Width => _console.Profile.Width;

    /// <summary>Shows a line.</summary>
    /// <param name="text">The line.</param>
    public void Line(string text) => _console.WriteLine(text);

    /// <summary>Shows a table or another drawing.</summary>
    /// <param name="drawing">The drawing.</param>
    public void Show(IRenderable drawing)
    {
        _console.Write(drawing);
        _console.WriteLine();
    }

    /// <summary>Does some work with a bar that fills step by step; without one where nothing can be drawn over.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="steps">How many steps there will be.</param>
    /// <param name="work">The work, given what to call after each step.</param>
    public T WithBar<T>(string what, int steps, Func<Action, T> work) =>
        !IsLive
            ? work(() => { })
            : Progress().Start(context =>
            {
                var bar = context.AddTask(what, maxValue: steps);
                return work(() => bar.Increment(1));
            });

    /// <summary>Does some work with a bar that the work fills itself.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="work">The work, given what to call with the part that is done, from 0 to 1, and a few words on how it stands.</param>
    /// <param name="plain">Called instead where nothing can be drawn over.</param>
    public T WithBar<T>(string what, Func<Action<double, string>, T> work, Action<double, string> plain) =>
        !IsLive
            ? work(plain)
            : Progress().Start(context =>
            {
                var bar = context.AddTask(what, maxValue: 1);
                return work((part, words) =>
                {
                    bar.Value = part;
                    bar.Description = Markup.Escape($"{what} {words}");
                });
            });

    /// <summary>A number as reports show it: short, in scientific form where it is small or large.</summary>
    public static string Number(double value) =>
        value == 0 ? "0" : value.ToString(Math.Abs(value) is >= 1e-3 and < 1e6 ? "0.####" : "0.0E+0", CultureInfo.InvariantCulture);

    private Progress Progress() => _console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .AutoClear(true);
}
