using Interop.Data;
using Interop.Data.Tables;
using Interop.Native.Data;
using Interop.Native.Tensors;

namespace Interop.Cli.Inputs;

/// <summary>Reads tables for training and measuring.</summary>
internal static class TableInput
{
    /// <summary>Looks through a table and reads it; nothing is standardized yet.</summary>
    /// <param name="settings">Which, and how.</param>
    public static (TableScan Scan, TableFile File) Read(DataSettings settings)
    {
        var scan = TableScan.Of(settings.Path, new TableOptions
        {
            Label = settings.Label,
            LabelKind = settings.Task switch
            {
                TaskKind.Classification => CsvLabelKind.Classes,
                TaskKind.Regression => CsvLabelKind.Number,
                _ => null,
            },
            Features = settings.Features,
            Ignored = settings.Ignored,
            Categorical = settings.Categorical,
            Separator = settings.Separator,
            Header = settings.HasNoHeader ? TableHeader.None : null,
            Missing = settings.Missing,
            SkipBadRows = settings.SkipBadRows,
        });
        return (scan, TableFile.Read(settings.Path, scan.Schema, scan.Layout, settings.SkipBadRows));
    }

    /// <summary>Samples as a network takes them, from a table as it was read.</summary>
    /// <param name="file">The table; it is changed.</param>
    /// <param name="description">The columns, measured.</param>
    /// <param name="notes">What was found out.</param>
    public static LoadedData ToSamples(TableFile file, InputDescription description, IReadOnlyList<string> notes)
    {
        var schema = description.Table!;
        schema.Apply(file.Features.Span);
        var targets = file.Targets;
        int[] classes = [];
        if (description.Task == TaskKind.Classification)
        {
            classes = [.. targets.ToArray().Select(target => (int)target)];
            targets = description.IsBinary ? targets.Reshape([targets.Count, 1]) : targets;
        }
        else
        {
            foreach (ref var target in targets.Span)
            {
                target = (target - schema.Label.Mean) / schema.Label.Deviation;
            }
        }

        return new LoadedData(new TensorDataset(file.Features, targets), description, classes, notes, file.SkippedRows, file.SkippedBecause);
    }

    /// <summary>Reads another table as a model's description says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="description">The columns.</param>
    /// <param name="skipBadRows">Whether bad rows are left out and counted.</param>
    /// <param name="separator">What stands between fields; null to find out.</param>
    public static LoadedData Read(string path, InputDescription description, bool skipBadRows, char? separator = null)
    {
        var file = TableFile.Read(path, description.Table!, TableLayout.Detect(path, description.Table!, separator), skipBadRows);
        string[] notes = file.UnknownCategories == 0
            ? []
            : [$"{file.UnknownCategories} values of {path} are none of the categories of the training data; they count as none."];
        return ToSamples(file, description, notes);
    }
}
