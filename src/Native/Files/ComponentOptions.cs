using Interop.Native.Activations;
using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Losses;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;

namespace Interop.Native.Files;

/// <summary>
/// The options of a class of components, each said once: its name, where the component has it, and what holds where a file leaves it out. One
/// expression, <c>o => new ELU(o.GetSingle("alpha", f => f.Alpha, 1f))</c>, both reads and writes. When it reads, each call gives what the file
/// says, and the expression makes the component. When it writes, each call writes what the component has and gives that back; the copy which the
/// expression then makes is dropped, but it has shown that the constructor takes what was written.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
internal sealed class ComponentOptions<T>
    where T : class
{
    private readonly T? _component;
    private readonly OptionReader? _reader;
    private readonly OptionWriter? _writer;

    /// <summary>Options that are read.</summary>
    public ComponentOptions(OptionReader reader) => _reader = reader;

    /// <summary>Options of a component that is written.</summary>
    public ComponentOptions(T component, OptionWriter writer) => (_component, _writer) = (component, writer);

    /// <summary>A whole number, which must be there where there is no default.</summary>
    public int GetInt32(string name, Func<T, int> of, int? otherwise = null) => Take(of, reader => reader.GetInt32(name, otherwise), (writer, value) => writer.Write(name, value));

    /// <summary>A whole number, or null.</summary>
    public int? FindInt32(string name, Func<T, int?> of) => Take(of, reader => reader.FindInt32(name), (writer, value) => writer.Write(name, value));

    /// <summary>Whole numbers, which must be there.</summary>
    public int[] GetInt32s(string name, Func<T, IReadOnlyList<int>> of) => [.. Take(of, reader => reader.GetInt32s(name), (writer, value) => writer.Write(name, value))];

    /// <summary>Whole numbers, or null.</summary>
    public int[]? FindInt32s(string name, Func<T, IReadOnlyList<int>?> of) => Take(of, reader => reader.FindInt32s(name), (writer, value) => writer.Write(name, value)) is { } values ? [.. values] : null;

    /// <summary>A number, which must be there where there is no default.</summary>
    public float GetSingle(string name, Func<T, float> of, float? otherwise = null) => Take(of, reader => reader.GetSingle(name, otherwise), (writer, value) => writer.Write(name, value));

    /// <summary>A number, or null.</summary>
    public float? FindSingle(string name, Func<T, float?> of) => Take(of, reader => reader.FindSingle(name), (writer, value) => writer.Write(name, value));

    /// <summary>A number, which must be there where there is no default.</summary>
    public double GetDouble(string name, Func<T, double> of, double? otherwise = null) => Take(of, reader => reader.GetDouble(name, otherwise), (writer, value) => writer.Write(name, value));

    /// <summary>A number, or null.</summary>
    public double? FindDouble(string name, Func<T, double?> of) => Take(of, reader => reader.FindDouble(name), (writer, value) => writer.Write(name, value));

    /// <summary>Yes or no; the default where it is missing.</summary>
    public bool GetBoolean(string name, Func<T, bool> of, bool otherwise) => Take(of, reader => reader.GetBoolean(name, otherwise), (writer, value) => writer.Write(name, value));

    /// <summary>Yes or no, or null.</summary>
    public bool? FindBoolean(string name, Func<T, bool?> of) => Take(of, reader => reader.FindBoolean(name), (writer, value) => writer.Write(name, value));

    /// <summary>A text, or null.</summary>
    public string? FindText(string name, Func<T, string?> of) => Take(of, reader => reader.FindText(name), (writer, value) => writer.Write(name, value));

    /// <summary>One of several named values; the default where it is missing.</summary>
    public TEnum GetName<TEnum>(string name, Func<T, TEnum> of, TEnum otherwise)
        where TEnum : struct, Enum =>
        Take(of, reader => reader.GetName(name, otherwise), (writer, value) => writer.WriteName<TEnum>(name, value));

    /// <summary>One of several named values, or null.</summary>
    public TEnum? FindName<TEnum>(string name, Func<T, TEnum?> of)
        where TEnum : struct, Enum =>
        Take(of, reader => reader.FindName<TEnum>(name), (writer, value) => writer.WriteName(name, value));

    /// <summary>A shape, which must be there.</summary>
    public Shape GetShape(string name, Func<T, Shape> of) => Take(of, reader => reader.GetShape(name), (writer, value) => writer.Write(name, value));

    /// <summary>A shape, which every component has but a file may leave out.</summary>
    public Shape? FindShape(string name, Func<T, Shape> of) => Take<Shape?>(component => of(component), reader => reader.FindShape(name), (writer, value) => writer.Write(name, value!.Value));

    /// <summary>Padding; none where it is missing.</summary>
    public Padding GetPadding(string name, Func<T, Padding> of) => Take(of, reader => reader.GetPadding(name), (writer, value) => writer.Write(name, value));

    /// <summary>A small tensor, which must be there.</summary>
    public Tensor GetTensor(string name, Func<T, Tensor> of) => FindTensor(name, of) ?? throw _reader!.Missing(name);

    /// <summary>A small tensor, or null.</summary>
    public Tensor? FindTensor(string name, Func<T, Tensor?> of) => Take(of, reader => reader.FindTensor(name), (writer, value) => writer.Write(name, value));

    /// <summary>An activation function, which must be there.</summary>
    public ActivationFunction GetActivation(string name, Func<T, ActivationFunction> of) => FindActivation(name, of) ?? throw _reader!.Missing(name);

    /// <summary>An activation function, or null.</summary>
    public ActivationFunction? FindActivation(string name, Func<T, ActivationFunction?> of) => Take(of, reader => reader.FindActivation(name), (writer, value) => writer.Write(name, value));

    /// <summary>An initializer, or null.</summary>
    public Initializer? FindInitializer(string name, Func<T, Initializer?> of) => Take(of, reader => reader.FindInitializer(name), (writer, value) => writer.Write(name, value));

    /// <summary>A regularizer, or null.</summary>
    public Regularizer? FindRegularizer(string name, Func<T, Regularizer?> of) => Take(of, reader => reader.FindRegularizer(name), (writer, value) => writer.Write(name, value));

    /// <summary>A constraint, or null.</summary>
    public Constraint? FindConstraint(string name, Func<T, Constraint?> of) => Take(of, reader => reader.FindConstraint(name), (writer, value) => writer.Write(name, value));

    /// <summary>A loss, which must be there.</summary>
    public Loss GetLoss(string name, Func<T, Loss> of) => Take(of, reader => reader.FindLoss(name) ?? throw reader.Missing(name), (writer, value) => writer.Write(name, value));

    /// <summary>An option of another form.</summary>
    /// <param name="of">Where the component has it.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="write">Writes it.</param>
    public TValue Take<TValue>(Func<T, TValue> of, Func<OptionReader, TValue> read, Action<OptionWriter, TValue> write)
    {
        if (_reader is not null)
        {
            return read(_reader);
        }

        var value = of(_component!);
        write(_writer!, value);
        return value;
    }

    /// <summary>An option that files may have although none is written any more, since another tells the same.</summary>
    /// <param name="read">Reads it.</param>
    /// <param name="otherwise">What holds where it is not read.</param>
    public TValue Accept<TValue>(Func<OptionReader, TValue> read, TValue otherwise) => _reader is null ? otherwise : read(_reader);
}
