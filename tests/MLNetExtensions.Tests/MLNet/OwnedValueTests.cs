using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.Tests.MLNet;

/// <summary>Columns whose values own something, such as images, cannot be kept while rows are read ahead.</summary>
public class OwnedValueTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Rows_with_values_that_cannot_be_kept_are_scored_one_by_one()
    {
        Row[] rows = [.. Enumerable.Range(0, 40).Select(i => new Row { Features = [i, -i], Label = i % 2 == 0, Owned = new Handle(i) })];
        var data = _context.Data.LoadFromEnumerable(rows);
        var model = _context.BinaryClassification.Trainers.NeuralNetwork(_context, epochs: 1).Fit(data);
        var scored = model.Transform(data);
        var batched = scored.GetColumn<float>("Score").ToArray();

        using var cursor = scored.GetRowCursor([scored.Schema["Owned"], scored.Schema["Score"]]);
        var readOwned = cursor.GetGetter<Handle>(scored.Schema["Owned"]);
        var readScore = cursor.GetGetter<float>(scored.Schema["Score"]);
        Handle owned = null!;
        float score = 0;
        for (var row = 0; cursor.MoveNext(); row++)
        {
            readOwned(ref owned);
            readScore(ref score);
            Assert.Equal(row, owned.Number);
            Assert.Equal(batched[row], score);
        }
    }

    private sealed record Handle(int Number);

    private sealed class HandleType() : StructuredDataViewType(typeof(Handle))
    {
        public override bool Equals(DataViewType? other) => other is HandleType;

        public override bool Equals(object? obj) => obj is HandleType;

        public override int GetHashCode() => 1;
    }

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class HandleTypeAttribute : DataViewTypeAttribute
    {
        public override void Register() => DataViewTypeManager.Register(new HandleType(), typeof(Handle), this);

        public override bool Equals(DataViewTypeAttribute? other) => other is HandleTypeAttribute;

        public override bool Equals(object? obj) => obj is HandleTypeAttribute;

        public override int GetHashCode() => 1;
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        [HandleType]
        public Handle Owned { get; set; } = new(0);
    }
}
