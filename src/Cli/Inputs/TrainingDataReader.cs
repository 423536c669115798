using Interop.Data.Tables;
using Interop.Native.Data;
using Interop.Native.Layers;
using Interop.Native.Random;
using Interop.Native.Tensors;

namespace Interop.Cli.Inputs;

/// <summary>Reads what a training needs: samples to train on, samples to validate with, and what they are.</summary>
internal static class TrainingDataReader
{
    /// <summary>Reads data.</summary>
    /// <param name="settings">Which, and how.</param>
    /// <param name="validationShare">The share kept for validation, every class in the same proportion.</param>
    /// <param name="validationPath">Validation data of its own instead.</param>
    /// <param name="seed">What the division and augmentation follow from.</param>
    public static TrainingData Read(DataSettings settings, double validationShare, string? validationPath, ulong seed)
    {
        var kind = DataPath.KindOf(settings.Path);
        return kind == DataKind.Table
            ? ReadTable(settings, validationShare, validationPath, seed)
            : ReadImages(settings, kind, validationShare, validationPath, seed);
    }

    private static TrainingData ReadTable(DataSettings settings, double validationShare, string? validationPath, ulong seed)
    {
        var (scan, file) = TableInput.Read(settings);
        var isClasses = scan.Schema.Label.Kind == Data.CsvLabelKind.Classes;
        int[] classes = isClasses ? [.. file.Targets.ToArray().Select(target => (int)target)] : [];
        var (train, validation) = Divide(file.Features.Shape[0], classes, validationPath is null ? validationShare : 0, seed);

        // Measured on what is trained on only: validation data must not leak into it.
        var schema = scan.Schema.Measure(file.Features, train, settings.Standardize);
        schema = settings.Standardize ? schema.MeasureLabel(file.Targets, train) : schema;
        var description = new InputDescription(schema, null);
        var all = TableInput.ToSamples(file, description, Notes(scan, file));
        var samples = (TensorDataset)all.Samples;
        var other = validationPath is null ? null : TableInput.Read(validationPath, description, settings.SkipBadRows, settings.Separator).Samples;
        return new TrainingData(
            validation.Length == 0 ? samples : samples.Subset(train),
            other ?? (validation.Length == 0 ? null : samples.Subset(validation)),
            all);
    }

    private static TrainingData ReadImages(DataSettings settings, DataKind kind, double validationShare, string? validationPath, ulong seed)
    {
        var (plain, augmented) = ImageSource.Open(settings, kind, seed);
        var other = validationPath is null ? null : ImageSource.Open(validationPath, null, plain.Description, isTraining: false).Samples;
        var (train, validation) = Divide(plain.Samples.Count, plain.Classes, other is null ? validationShare : 0, seed);
        return new TrainingData(
            validation.Length == 0 ? augmented : new Subset(augmented, train),
            other ?? (validation.Length == 0 ? null : new Subset(plain.Samples, validation)),
            plain);
    }

    private static (int[] Train, int[] Validation) Divide(int count, IReadOnlyList<int> classes, double share, ulong seed)
    {
        if (share == 0)
        {
            return ([.. Enumerable.Range(0, count)], []);
        }

        if (count < 2)
        {
            throw new CommandException(ExitCode.BadInput, $"There is {count} sample, too few to keep some for validation.", "Give more data, or --validation 0.");
        }

        var fractions = new SplitFractions(1 - share, share, 0);
        var generator = new TorchGenerator(seed);
        try
        {
            var split = classes.Count > 0
                ? StratifiedSplit.Create(Tensor.FromClasses([.. classes]), fractions, generator)
                : Split.Create(count, fractions, generator);
            return ([.. split.Train], [.. split.Validation]);
        }
        catch (NetworkException error)
        {
            throw new CommandException(ExitCode.BadInput, error.Message, "Choose another --validation.");
        }
    }

    private static List<string> Notes(TableScan scan, TableFile file)
    {
        var notes = new List<string>(scan.Notes);
        if (file.SkippedRows > 0)
        {
            notes.Add($"{file.SkippedRows} rows were left out, the first because of {file.SkippedBecause[0]}.");
        }

        return notes;
    }
}
