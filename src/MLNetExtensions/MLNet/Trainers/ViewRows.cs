using Interop.MLNetExtensions.Rows;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Interop.MLNetExtensions.MLNet.Trainers;

/// <summary>The training rows of a data view: features, label and weight, and no other column.</summary>
internal sealed class ViewRows : TrainingRows
{
    private readonly IDataView _view;
    private readonly DataViewSchema.Column _features;
    private readonly DataViewSchema.Column _label;
    private readonly DataViewSchema.Column? _weight;

    /// <summary>Names the columns.</summary>
    /// <param name="view">The data.</param>
    /// <param name="options">The names of the columns, which are of the right types.</param>
    public ViewRows(IDataView view, NeuralNetworkOptions options)
    {
        _view = view;
        _features = view.Schema[options.FeatureColumnName];
        _label = view.Schema[options.LabelColumnName];
        _weight = options.ExampleWeightColumnName is { } weight ? view.Schema[weight] : null;
        FeatureCount = ((VectorDataViewType)_features.Type).Size;
        TargetCount = _label.Type is VectorDataViewType vector ? vector.Size : 1;
    }

    /// <inheritdoc/>
    public override int FeatureCount { get; }

    /// <inheritdoc/>
    public override int TargetCount { get; }

    /// <inheritdoc/>
    public override bool HasWeights => _weight is not null;

    /// <inheritdoc/>
    public override long? ExpectedCount => _view.GetRowCount();

    /// <inheritdoc/>
    public override TrainingRowReader Open() => new Reader(this);

    private sealed class Reader : TrainingRowReader
    {
        private readonly DataViewRowCursor _cursor;
        private readonly ValueGetter<VBuffer<float>> _readFeatures;
        private readonly ValueGetter<float>? _readWeight;
        private readonly Action<float[]> _readTargets;
        private readonly float[] _targets;
        private VBuffer<float> _features;
        private float _weight = 1;

        public Reader(ViewRows rows)
        {
            _cursor = rows._view.GetRowCursor(rows._weight is { } column ? [rows._features, rows._label, column] : [rows._features, rows._label]);
            _readFeatures = _cursor.GetGetter<VBuffer<float>>(rows._features);
            _readTargets = TargetGetter.Create(_cursor, rows._label);
            _readWeight = rows._weight is { } weight ? _cursor.GetGetter<float>(weight) : null;
            _targets = new float[rows.TargetCount];
        }

        public override long Position => _cursor.Position;

        public override ReadOnlySpan<float> Values => _features.GetValues();

        public override ReadOnlySpan<int> Indices => _features.GetIndices();

        public override bool IsDense => _features.IsDense;

        public override ReadOnlySpan<float> Targets => _targets;

        public override float Weight => _weight;

        public override bool MoveNext()
        {
            if (!_cursor.MoveNext())
            {
                return false;
            }

            _readFeatures(ref _features);
            _readTargets(_targets);
            _readWeight?.Invoke(ref _weight);
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _cursor.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
