using System.CommandLine;
using System.Globalization;
using Interop.Cli.Inputs;
using Interop.Data;

namespace Interop.Cli.Commands;

/// <summary>The options that say how data is read.</summary>
internal sealed class DataOptions
{
    private static readonly string[] Augmentations = ["flip", "rotate", "shift", "zoom"];

    private readonly Option<string?> _label = new("--label", "-l") { Description = "The column to predict, by name or by position counted from 1 (-1 is the last). Default: the last.", HelpName = "column" };
    private readonly Option<string?> _task = new("--task") { Description = "What is predicted: a class or a number. Default: found out from the label, and told.", HelpName = "classification|regression" };
    private readonly Option<string[]?> _features = ListOptions.Texts("--features", "column,column", "The columns to predict from. Default: all but the label.");
    private readonly Option<string[]?> _ignored = ListOptions.Texts("--ignore", "column,column", "Columns to leave out.");
    private readonly Option<string[]?> _categorical = ListOptions.Texts("--categorical", "column,column", "Columns whose values are names of something, though all or most are numbers.");
    private readonly Option<string?> _separator = ModelArguments.Separator();
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "The first line is a row. Default: where it holds numbers, and no text that is not a value further down." };
    private readonly Option<string> _missing = new("--missing") { Description = "Missing values: an error, leave the row out, or take the column's mean.", HelpName = "error|skip|mean", DefaultValueFactory = _ => "error" };
    private readonly Option<bool> _skipBadRows = ModelArguments.SkipBadRows();
    private readonly Option<bool> _raw = new("--no-standardize") { Description = "Leave numbers as they are, instead of bringing them to mean 0 and deviation 1." };
    private readonly Option<string?> _labelFile = ModelArguments.Labels();
    private readonly Option<string?> _imageSize = new("--image-size") { Description = "Bring images to this size, height and width.", HelpName = "32x32" };
    private readonly Option<bool> _grey = new("--grey") { Description = "Read images in grey." };
    private readonly Option<string[]?> _augment = ListOptions.Texts("--augment", "flip,shift", "Change training images at random: flip, rotate, shift, zoom.");

    /// <summary>Adds all options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        _task.AcceptOnlyFromAmong("classification", "regression");
        _missing.AcceptOnlyFromAmong("error", "skip", "mean");
        foreach (var option in new Option[]
        {
            _label, _task, _features, _ignored, _categorical, _separator, _noHeader, _missing, _skipBadRows, _raw, _labelFile, _imageSize, _grey, _augment,
        })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Refuses options that have no meaning for the data: to pass over them would train on something else than what was asked for.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="path">The data.</param>
    /// <exception cref="CommandException">There are such options.</exception>
    public void RequireFitting(ParseResult result, string path)
    {
        var kind = DataPath.KindOf(path);
        GivenOptions.Refuse(
            result,
            kind == DataKind.Table ? [_labelFile, _imageSize, _grey, _augment] : [_label, _task, _features, _ignored, _categorical, _separator, _noHeader, _missing, _skipBadRows, _raw],
            kind == DataKind.Table ? $"for images, and '{path}' is a table" : $"for tables, and '{path}' holds images");
        if (kind is DataKind.ImageFolder or DataKind.MnistFolder)
        {
            GivenOptions.Refuse(result, [_labelFile], $"for an IDX file, and '{path}' is a folder");
        }
    }

    /// <summary>What they say.</summary>
    /// <param name="result">The arguments.</param>
    /// <param name="path">The data.</param>
    public DataSettings Read(ParseResult result, string path) => new()
    {
        Path = path,
        Label = result.GetValue(_label),
        Task = result.GetValue(_task) switch
        {
            "classification" => TaskKind.Classification,
            "regression" => TaskKind.Regression,
            _ => null,
        },
        Features = result.GetValue(_features) ?? [],
        Ignored = result.GetValue(_ignored) ?? [],
        Categorical = result.GetValue(_categorical) ?? [],
        Separator = ReadSeparator(result.GetValue(_separator)),
        HasNoHeader = result.GetValue(_noHeader),
        Missing = result.GetValue(_missing) switch
        {
            "skip" => MissingValues.SkipRow,
            "mean" => MissingValues.Mean,
            _ => MissingValues.Error,
        },
        SkipBadRows = result.GetValue(_skipBadRows),
        Standardize = !result.GetValue(_raw),
        LabelFile = result.GetValue(_labelFile),
        ImageSize = ReadSize(result.GetValue(_imageSize)),
        Grey = result.GetValue(_grey),
        Augmentations = ReadAugmentations(result.GetValue(_augment) ?? []),
    };

    /// <summary>The separator that a text stands for.</summary>
    /// <exception cref="CommandException">It is not one character.</exception>
    public static char? ReadSeparator(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        { Length: 1 } => text[0],
        _ => throw new CommandException(ExitCode.Usage, $"--separator takes one character or 'tab', got '{text}'."),
    };

    private static (int Height, int Width)? ReadSize(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var parts = text.Split('x', 'X');
        return parts.Length is 1 or 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var height) && height > 0
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width > 0
            ? (height, width)
            : throw new CommandException(ExitCode.Usage, $"--image-size takes height and width, as in 32x32, got '{text}'.");
    }

    private static string[] ReadAugmentations(string[] names)
    {
        var unknown = names.FirstOrDefault(name => !Augmentations.Contains(name));
        return unknown is null
            ? names
            : throw new CommandException(ExitCode.Usage, $"--augment knows {string.Join(", ", Augmentations)}, got '{unknown}'.");
    }
}
