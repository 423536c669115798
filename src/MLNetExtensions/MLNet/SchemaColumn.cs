using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet;

/// <summary>What the type of a column says, told alike by a schema of data and by the shape of a schema.</summary>
/// <param name="ItemType">The type of its values, or of its elements where it is a vector.</param>
/// <param name="IsKey">Whether its values are keys.</param>
/// <param name="Kind">Whether it is a scalar, a vector of known size, or one whose size varies.</param>
internal readonly record struct SchemaColumn(DataViewType ItemType, bool IsKey, SchemaShape.Column.VectorKind Kind)
{
    /// <summary>A column of a shape; null where it has none of the name.</summary>
    public static SchemaColumn? Find(SchemaShape shape, string name)
    {
        foreach (var column in shape)
        {
            if (column.Name == name)
            {
                return new SchemaColumn(column.ItemType, column.IsKey, column.Kind);
            }
        }

        return null;
    }

    /// <summary>A column of a schema; null where it has none of the name.</summary>
    public static SchemaColumn? Find(DataViewSchema schema, string name) => schema.GetColumnOrNull(name) is { } column ? Of(column.Type) : null;

    /// <summary>The column of a type.</summary>
    public static SchemaColumn Of(DataViewType type)
    {
        var (item, kind) = type is VectorDataViewType vector
            ? (vector.ItemType, vector.IsKnownSize ? SchemaShape.Column.VectorKind.Vector : SchemaShape.Column.VectorKind.VariableVector)
            : (type, SchemaShape.Column.VectorKind.Scalar);
        return item is KeyDataViewType key
            ? new SchemaColumn(Number(key.RawType), true, kind)
            : new SchemaColumn(item, false, kind);
    }

    /// <summary>Whether it is a vector of known size of some item type, without keys.</summary>
    public bool IsVectorOf(DataViewType item) => Kind == SchemaShape.Column.VectorKind.Vector && !IsKey && ItemType.Equals(item);

    /// <summary>Whether it is a scalar of some type, no key.</summary>
    public bool IsScalarOf(DataViewType item) => Kind == SchemaShape.Column.VectorKind.Scalar && !IsKey && ItemType.Equals(item);

    /// <summary>Its type in ML.NET's words.</summary>
    public override string ToString()
    {
        var item = IsKey ? $"Key<{ItemType}>" : $"{ItemType}";
        return Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item,
        };
    }

    private static NumberDataViewType Number(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Byte => NumberDataViewType.Byte,
        TypeCode.UInt16 => NumberDataViewType.UInt16,
        TypeCode.UInt64 => NumberDataViewType.UInt64,
        _ => NumberDataViewType.UInt32,
    };
}
