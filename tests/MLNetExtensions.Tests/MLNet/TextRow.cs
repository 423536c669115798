using Microsoft.ML;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>A sentence and whether it praises.</summary>
internal sealed class TextRow
{
    private static readonly string[] Praise = ["A fine good film", "What a great play", "good fun and great music", "a lovely fine evening"];
    private static readonly string[] Blame = ["A poor bad film", "What a dull play", "bad jokes and awful music", "a long poor evening"];

    public string Text { get; set; } = "";

    public bool Label { get; set; }

    public static IDataView View(MLContext context, int count) => context.Data.LoadFromEnumerable(
        Enumerable.Range(0, count).Select(i => new TextRow { Label = i % 2 == 0, Text = (i % 2 == 0 ? Praise : Blame)[i / 2 % 4] + (i % 3 == 0 ? " again" : "") }).ToArray());
}
