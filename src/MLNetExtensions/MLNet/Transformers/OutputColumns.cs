using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Transformers;

/// <summary>Makes the columns that are computed from scores, one kind a method.</summary>
internal static class OutputColumns
{
    /// <summary>The scores as a vector.</summary>
    public static OutputColumn Scores(string name, int count, DataViewSchema.Annotations annotations) => new(
        name,
        new VectorDataViewType(NumberDataViewType.Single, count),
        annotations,
        row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Copy(row.Buffer.Scores(row.Evaluate()), ref value)));

    /// <summary>The only score.</summary>
    public static OutputColumn Score(string name, DataViewSchema.Annotations annotations) => new(
        name,
        NumberDataViewType.Single,
        annotations,
        row => (ValueGetter<float>)((ref float value) => value = row.Buffer.Scores(row.Evaluate())[0]));

    /// <summary>The probabilities of labels as a vector.</summary>
    public static OutputColumn Probabilities(string name, int count, DataViewSchema.Annotations annotations) => new(
        name,
        new VectorDataViewType(NumberDataViewType.Single, count),
        annotations,
        row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> value) => Copy(row.Buffer.Probabilities(row.Evaluate()), ref value)));

    /// <summary>The probability of the only label.</summary>
    public static OutputColumn Probability(string name, DataViewSchema.Annotations annotations) => new(
        name,
        NumberDataViewType.Single,
        annotations,
        row => (ValueGetter<float>)((ref float value) => value = row.Buffer.Probabilities(row.Evaluate())[0]));

    /// <summary>The answer of the only label.</summary>
    public static OutputColumn Label(string name, DataViewSchema.Annotations annotations) => new(
        name,
        BooleanDataViewType.Instance,
        annotations,
        row => (ValueGetter<bool>)((ref bool value) => value = row.Buffer.IsYes(row.Evaluate(), 0)));

    /// <summary>The answers of labels as a vector.</summary>
    public static OutputColumn Labels(string name, int count, DataViewSchema.Annotations annotations) => new(
        name,
        new VectorDataViewType(BooleanDataViewType.Instance, count),
        annotations,
        row => (ValueGetter<VBuffer<bool>>)((ref VBuffer<bool> value) =>
        {
            var at = row.Evaluate();
            var editor = VBufferEditor.Create(ref value, count);
            for (var label = 0; label < count; label++)
            {
                editor.Values[label] = row.Buffer.IsYes(at, label);
            }

            value = editor.Commit();
        }));

    /// <summary>The class with the largest score as a key; key 0 for a row with something missing.</summary>
    public static OutputColumn Class(string name, KeyDataViewType type, DataViewSchema.Annotations annotations)
    {
        Func<RowScores, Delegate> getter = Type.GetTypeCode(type.RawType) switch
        {
            TypeCode.Byte => row => (ValueGetter<byte>)((ref byte value) => value = (byte)Key(row)),
            TypeCode.UInt16 => row => (ValueGetter<ushort>)((ref ushort value) => value = (ushort)Key(row)),
            TypeCode.UInt64 => row => (ValueGetter<ulong>)((ref ulong value) => value = (ulong)Key(row)),
            _ => row => (ValueGetter<uint>)((ref uint value) => value = (uint)Key(row)),
        };
        return new OutputColumn(name, type, annotations, getter);
    }

    private static int Key(RowScores row) => row.Buffer.Class(row.Evaluate()) + 1;

    private static void Copy(ReadOnlySpan<float> scores, ref VBuffer<float> value)
    {
        var editor = VBufferEditor.Create(ref value, scores.Length);
        scores.CopyTo(editor.Values);
        value = editor.Commit();
    }
}
