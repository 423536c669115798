using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Transformers;

/// <summary>What ML.NET's evaluators, calibrators and mappings want to know of score columns.</summary>
internal static class OutputAnnotations
{
    private const string SlotNames = "SlotNames";
    private const string KeyValues = "KeyValues";

    /// <summary>The annotations of one of a set of score columns.</summary>
    /// <param name="columnKind">What is predicted, in ML.NET's words.</param>
    /// <param name="valueKind">Which of the columns it is: Score, Probability or PredictedLabel.</param>
    /// <param name="slotNames">The names of a vector's elements; null for none.</param>
    /// <param name="label">The label column whose key values are taken over; null for none.</param>
    public static DataViewSchema.Annotations Create(string columnKind, string valueKind, string[]? slotNames = null, DataViewSchema.Annotations? label = null)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (label is not null)
        {
            builder.Add(label, name => name == KeyValues);
        }

        if (slotNames is not null)
        {
            AddNames(builder, slotNames);
        }

        builder.AddPrimitiveValue("ScoreColumnKind", TextDataViewType.Instance, columnKind.AsMemory());
        builder.AddPrimitiveValue("ScoreValueKind", TextDataViewType.Instance, valueKind.AsMemory());
        if (valueKind == OutputNames.Probability)
        {
            builder.AddPrimitiveValue("IsNormalized", BooleanDataViewType.Instance, true);
        }

        return builder.ToAnnotations();
    }

    /// <summary>The annotations of a vector whose elements have names.</summary>
    /// <param name="slotNames">The names; null for none.</param>
    public static DataViewSchema.Annotations OfNames(string[]? slotNames)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        if (slotNames is not null)
        {
            AddNames(builder, slotNames);
        }

        return builder.ToAnnotations();
    }

    /// <summary>The names of elements or of key values as text; null where the annotations hold none of known number.</summary>
    /// <param name="annotations">The column's annotations.</param>
    /// <param name="isKey">Whether key values are wanted, not slot names.</param>
    /// <param name="count">How many there must be.</param>
    public static string[]? Names(DataViewSchema.Annotations annotations, bool isKey, int count)
    {
        var kind = isKey ? KeyValues : SlotNames;
        if (annotations.Schema.GetColumnOrNull(kind)?.Type is not VectorDataViewType type || type.Size != count)
        {
            return null;
        }

        return type.ItemType switch
        {
            TextDataViewType => Read<ReadOnlyMemory<char>>(annotations, kind),
            BooleanDataViewType => Read<bool>(annotations, kind),
            NumberDataViewType => ReadNumbers(annotations, kind, type.ItemType.RawType),
            _ => null,
        };
    }

    private static string[]? ReadNumbers(DataViewSchema.Annotations annotations, string kind, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => Read<sbyte>(annotations, kind),
        TypeCode.Byte => Read<byte>(annotations, kind),
        TypeCode.Int16 => Read<short>(annotations, kind),
        TypeCode.UInt16 => Read<ushort>(annotations, kind),
        TypeCode.Int32 => Read<int>(annotations, kind),
        TypeCode.UInt32 => Read<uint>(annotations, kind),
        TypeCode.Int64 => Read<long>(annotations, kind),
        TypeCode.UInt64 => Read<ulong>(annotations, kind),
        TypeCode.Single => Read<float>(annotations, kind),
        TypeCode.Double => Read<double>(annotations, kind),
        _ => null,
    };

    private static string[] Read<T>(DataViewSchema.Annotations annotations, string kind)
    {
        var values = default(VBuffer<T>);
        annotations.GetValue(kind, ref values);
        return [.. values.DenseValues().Select(value => FormattableString.Invariant($"{value}"))];
    }

    private static void AddNames(DataViewSchema.Annotations.Builder builder, string[] names)
    {
        ReadOnlyMemory<char>[] values = [.. names.Select(name => name.AsMemory())];
        builder.Add<VBuffer<ReadOnlyMemory<char>>>(
            SlotNames,
            new VectorDataViewType(TextDataViewType.Instance, names.Length),
            (ref VBuffer<ReadOnlyMemory<char>> value) => new VBuffer<ReadOnlyMemory<char>>(values.Length, values).CopyTo(ref value));
    }
}
