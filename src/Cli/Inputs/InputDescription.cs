using System.Text;
using System.Text.Json;
using Interop.Data;
using Interop.Data.Json;
using Interop.Data.Tables;
using Interop.Native.Files;
using Interop.Native.Tensors;

namespace Interop.Cli.Inputs;

/// <summary>
/// What a model must be given, and what its answers mean: kept in the model's file, so that later data is treated as the training data was.
/// Either columns of a table or images.
/// </summary>
/// <param name="Table">The columns of a table.</param>
/// <param name="Images">Images.</param>
internal sealed record InputDescription(TableSchema? Table, ImageInput? Images)
{
    /// <summary>The key under which it stands among a model file's texts.</summary>
    public const string MetadataKey = "input";

    /// <summary>What is predicted.</summary>
    public TaskKind Task => Table?.Label.Kind == CsvLabelKind.Number ? TaskKind.Regression : TaskKind.Classification;

    /// <summary>The classes by index; empty for a number.</summary>
    public IReadOnlyList<string> ClassNames => Images?.ClassNames ?? Table!.Label.ClassNames;

    /// <summary>What the answer is called.</summary>
    public string LabelName => Table?.Label.Name ?? "class";

    /// <summary>Whether two classes are told by one output: how likely the second is.</summary>
    public bool IsBinary => Table is not null && ClassNames.Count == 2;

    /// <summary>The outputs a network for it has.</summary>
    public int OutputCount => Task == TaskKind.Regression || IsBinary ? 1 : ClassNames.Count;

    /// <summary>The shape of one sample.</summary>
    public Shape InputShape => Images is { } images ? [images.Channels, images.Height, images.Width] : [Table!.FeatureCount];

    /// <summary>What a regression network's output is multiplied with; 1 for classes.</summary>
    public float LabelScale => Table?.Label.Deviation ?? 1;

    /// <summary>What is added to a regression network's output then.</summary>
    public float LabelShift => Table?.Label.Mean ?? 0;

    /// <summary>Throws unless the model takes the rows of a table.</summary>
    /// <param name="path">The table.</param>
    /// <exception cref="CommandException">It takes images.</exception>
    public void RequireTable(string path)
    {
        if (Images is not null)
        {
            throw new CommandException(
                ExitCode.BadInput, $"The model was trained on images of {Images.Height}×{Images.Width}, and '{path}' is a table.", "Give it images: a folder, a file, or an IDX file.");
        }
    }

    /// <summary>Throws unless the model takes images.</summary>
    /// <param name="path">The images.</param>
    /// <exception cref="CommandException">It takes the rows of a table.</exception>
    public void RequireImages(string path)
    {
        if (Table is not null)
        {
            throw new CommandException(
                ExitCode.BadInput,
                $"The model was trained on a table, and '{path}' {(Directory.Exists(path) ? "is a folder" : "holds images")}.",
                $"Give it a table with the columns {string.Join(", ", Table.Columns.Take(10).Select(column => column.Name))}{(Table.Columns.Count > 10 ? ", …" : "")}.");
        }
    }

    /// <summary>As JSON.</summary>
    public string ToJson()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (Table is not null)
            {
                json.WritePropertyName("table");
                Table.Write(json);
            }
            else
            {
                json.WriteStartObject("images");
                json.WriteNumber("channels", Images!.Channels);
                json.WriteNumber("height", Images.Height);
                json.WriteNumber("width", Images.Width);
                json.WriteTexts("classes", Images.ClassNames);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="path">The file it stands in, for errors.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static InputDescription Parse(string json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.FindField("table") is { } table)
            {
                return new InputDescription(ReadTable(table, path), null);
            }

            var images = document.RootElement.Field("images");
            var description = new InputDescription(null, new ImageInput(
                images.WholeNumber("channels"),
                images.WholeNumber("height"),
                images.WholeNumber("width"),
                images.Texts("classes")));
            return description.InputShape.Size > 0 ? description : throw new InvalidDataException($"{path}: the model's inputs are images of shape {description.InputShape}, without a pixel.");
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: the description of the model's inputs is damaged: {error.Message.TrimEnd('.')}.", error);
        }
    }

    private static TableSchema ReadTable(JsonElement json, string path)
    {
        try
        {
            return TableSchema.Read(json);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }
}
