using System.Text.Json;
using Interop.Native.Tensors;

namespace Interop.Native.Tests.Infrastructure;

/// <summary>One configuration of an <see cref="OracleFile"/>: options, inputs and results.</summary>
public sealed class OracleCase
{
    private readonly JsonElement _options;
    private readonly JsonElement _tensors;

    internal OracleCase(JsonElement element)
    {
        Name = element.GetProperty("name").GetString()!;
        _options = element.GetProperty("options");
        _tensors = element.GetProperty("tensors");
    }

    /// <summary>What was computed.</summary>
    public string Name { get; }

    /// <summary>Whether an option is given and not null.</summary>
    /// <param name="option">Its name.</param>
    public bool Has(string option) => _options.TryGetProperty(option, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whether a tensor is given.</summary>
    /// <param name="name">Its name.</param>
    public bool HasTensor(string name) => _tensors.TryGetProperty(name, out _);

    public int Int(string option) => _options.GetProperty(option).GetInt32();

    public double Double(string option) => _options.GetProperty(option).GetDouble();

    public float Float(string option) => (float)Double(option);

    public bool Bool(string option) => _options.GetProperty(option).GetBoolean();

    public string String(string option) => _options.GetProperty(option).GetString()!;

    public int[] Ints(string option) => [.. _options.GetProperty(option).EnumerateArray().Select(value => value.GetInt32())];

    /// <summary>The numbers of an option that is a list of them.</summary>
    /// <param name="option">Its name.</param>
    public double[] OptionDoubles(string option) => [.. _options.GetProperty(option).EnumerateArray().Select(Number)];

    public string[] Strings(string option) => [.. _options.GetProperty(option).EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>The numbers of an option that is itself a list of named numbers.</summary>
    /// <param name="option">Its name.</param>
    public IEnumerable<(string Name, double Value)> Numbers(string option) =>
        _options.GetProperty(option).EnumerateObject().Select(property => (property.Name, Number(property.Value)));

    /// <summary>A tensor's numbers in double precision.</summary>
    /// <param name="name">Its name.</param>
    public double[] Doubles(string name) => [.. _tensors.GetProperty(name).GetProperty("data").EnumerateArray().Select(Number)];

    /// <summary>The shape of a tensor.</summary>
    /// <param name="name">Its name.</param>
    public Shape Shape(string name) =>
        new([.. _tensors.GetProperty(name).GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32())]);

    /// <summary>A tensor.</summary>
    /// <param name="name">Its name.</param>
    public Tensor Tensor(string name) => global::Interop.Native.Tensors.Tensor.From(Shape(name), [.. Doubles(name).Select(value => (float)value)]);

    public override string ToString() => $"{Name} {_options.GetRawText()}";

    private static double Number(JsonElement element) => element.ValueKind == JsonValueKind.Number
        ? element.GetDouble()
        : element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new InvalidDataException($"'{other}' is not a number."),
        };
}
