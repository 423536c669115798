using Interop.MLNetExtensions.Rows;

namespace Interop.MLNetExtensions.Tests.Rows;

/// <summary>Rows from a list, as a data view would give them.</summary>
internal sealed class ListedRows(int featureCount, IReadOnlyList<ListedRow> rows, bool hasWeights = false) : TrainingRows
{
    public override int FeatureCount => featureCount;

    public override int TargetCount => rows.Count == 0 ? 1 : rows[0].Targets.Length;

    public override bool HasWeights => hasWeights;

    public int Passes { get; private set; }

    public override TrainingRowReader Open()
    {
        Passes++;
        return new Reader(rows);
    }

    private sealed class Reader(IReadOnlyList<ListedRow> rows) : TrainingRowReader
    {
        private int _row = -1;

        public override long Position => _row;

        public override ReadOnlySpan<float> Values => rows[_row].Values;

        public override ReadOnlySpan<int> Indices => rows[_row].Indices;

        public override bool IsDense => rows[_row].Indices is null;

        public override ReadOnlySpan<float> Targets => rows[_row].Targets;

        public override float Weight => rows[_row].Weight;

        public override bool MoveNext() => ++_row < rows.Count;
    }
}
