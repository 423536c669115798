using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Trainers;

/// <summary>Reads labels of every type that a task takes as floats; NaN for a missing one.</summary>
internal static class TargetGetter
{
    /// <summary>The reader of a label column. Keys become class indices from 0 on; key 0 is a missing label.</summary>
    /// <param name="row">The row.</param>
    /// <param name="label">The column.</param>
    public static Action<float[]> Create(DataViewRow row, DataViewSchema.Column label) => label.Type switch
    {
        KeyDataViewType { RawType: var type } when type == typeof(byte) => Scalar<byte>(row, label, key => Class(key)),
        KeyDataViewType { RawType: var type } when type == typeof(ushort) => Scalar<ushort>(row, label, key => Class(key)),
        KeyDataViewType { RawType: var type } when type == typeof(ulong) => Scalar<ulong>(row, label, Class),
        KeyDataViewType => Scalar<uint>(row, label, key => Class(key)),
        BooleanDataViewType => Scalar<bool>(row, label, Number),
        VectorDataViewType { ItemType: BooleanDataViewType } => Vector<bool>(row, label, Number),
        VectorDataViewType => Vector<float>(row, label, value => value),
        _ => Scalar<float>(row, label, value => value),
    };

    private static float Class(ulong key) => key == 0 ? float.NaN : key - 1;

    private static float Number(bool value) => value ? 1 : 0;

    private static Action<float[]> Scalar<T>(DataViewRow row, DataViewSchema.Column label, Func<T, float> convert)
    {
        var read = row.GetGetter<T>(label);
        T value = default!;
        return targets =>
        {
            read(ref value);
            targets[0] = convert(value);
        };
    }

    private static Action<float[]> Vector<T>(DataViewRow row, DataViewSchema.Column label, Func<T, float> convert)
    {
        var read = row.GetGetter<VBuffer<T>>(label);
        var buffer = default(VBuffer<T>);
        return targets =>
        {
            read(ref buffer);
            Array.Clear(targets);
            foreach (var (index, value) in buffer.Items())
            {
                targets[index] = convert(value);
            }
        };
    }
}
