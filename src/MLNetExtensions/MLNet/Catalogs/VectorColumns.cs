using Interop.MLNetExtensions.MLNet.Trainers;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Catalogs;

/// <summary>Reads columns of vectors for evaluation.</summary>
internal static class VectorColumns
{
    /// <summary>A column's elements, one array for each.</summary>
    /// <param name="data">The data.</param>
    /// <param name="role">What the column is for.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is missing or no vector of Single or Boolean of known size.</exception>
    public static IReadOnlyList<double[]> Numbers(IDataView data, string role, string name)
    {
        var column = data.Schema.GetColumnOrNull(name) ?? throw SchemaMismatch.Missing(role, name);
        var shape = SchemaColumn.Of(column.Type);
        if (!shape.IsVectorOf(NumberDataViewType.Single) && !shape.IsVectorOf(BooleanDataViewType.Instance))
        {
            throw SchemaMismatch.Type(role, name, "Vector<Single> or Vector<Boolean>", $"{shape}");
        }

        var values = new float[((VectorDataViewType)column.Type).Size];
        List<double>[] elements = [.. values.Select(_ => new List<double>())];
        using var cursor = data.GetRowCursor([column]);
        var read = TargetGetter.Create(cursor, column);
        while (cursor.MoveNext())
        {
            read(values);
            for (var i = 0; i < values.Length; i++)
            {
                elements[i].Add(values[i]);
            }
        }

        return [.. elements.Select(element => element.ToArray())];
    }
}
