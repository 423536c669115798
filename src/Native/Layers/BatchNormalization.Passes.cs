using Interop.Native.Kernels;

namespace Interop.Native.Layers;

/// <content>Forward and backward passes, and the running statistics.</content>
public sealed partial class BatchNormalization
{
    private int _features;
    private long _batches;

    /// <inheritdoc/>
    public override void Forward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var view = View(context);
        var saved = new SavedStatistics(context.Saved, view.Count);
        if (UsesBatch(context))
        {
            if (view.PerFeature < 2)
            {
                throw Error(
                    $"needs more than one value for each feature while training, got a batch of 1 sample of shape {context.InputShape()}; " +
                    "use a larger batch, or drop the last short one.");
            }

            var variance = context.Scratch[..view.Count];
            BatchNormalizationKernel.Statistics(view, context.Input(), saved.Mean, saved.Remainder, variance, context.Workers);
            if (context.IsTraining && TrackRunningStatistics)
            {
                MoveRunningStatistics(saved.Mean, variance, view.PerFeature);
            }

            BatchNormalizationKernel.InverseDeviations(variance, Epsilon, saved.InverseDeviation);
        }
        else
        {
            RunningMean!.Storage.CopyTo(saved.Mean);
            saved.Remainder.Clear();
            InvertRunningDeviation(saved.InverseDeviation);
        }

        ReadOnlySpan<float> gamma = Weight is null ? default : Weight.Storage;
        ReadOnlySpan<float> beta = Bias is null ? default : Bias.Storage;
        for (var i = 0; i < view.Count; i++)
        {
            saved.Factor[i] = gamma.IsEmpty ? saved.InverseDeviation[i] : gamma[i] * saved.InverseDeviation[i];
            saved.Shift[i] = (beta.IsEmpty ? 0f : beta[i]) - (saved.Remainder[i] * saved.Factor[i]);
        }

        BatchNormalizationKernel.Normalize(view, context.Input(), saved.Mean, saved.Factor, saved.Shift, context.Output, context.Workers);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// dγ = Σ dy x̂, dβ = Σ dy, dx = γ/σ (dy − 1/m Σ dy − x̂ · 1/m Σ dy x̂), through μ and σ.
    /// </remarks>
    public override void Backward(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var view = View(context);
        var saved = new SavedStatistics(context.Saved, view.Count);
        var sum = context.Scratch[..view.Count];
        var dot = context.Scratch.Slice(view.Count, view.Count);
        BatchNormalizationKernel.GradientSums(view, context.Input(), saved.Mean, context.OutputGradient, sum, dot, context.Workers);
        var gammaGradient = Weight is null ? default : context.Gradient(Weight);
        for (var i = 0; i < view.Count; i++)
        {
            dot[i] -= saved.Remainder[i] * sum[i];
            if (!gammaGradient.IsEmpty)
            {
                gammaGradient[i] = dot[i] * saved.InverseDeviation[i];
            }
        }

        if (Bias is not null)
        {
            sum.CopyTo(context.Gradient(Bias));
        }

        if (!context.NeedsInputGradient())
        {
            return;
        }

        var inverseCount = 1.0 / view.PerFeature;
        for (var i = 0; i < view.Count; i++)
        {
            dot[i] = (float)(dot[i] * inverseCount * saved.InverseDeviation[i] * saved.InverseDeviation[i]);
            sum[i] = (float)((sum[i] * inverseCount) - (saved.Remainder[i] * dot[i]));
        }

        BatchNormalizationKernel.InputGradient(
            view, context.Input(), saved.Mean, saved.Factor, sum, dot, context.OutputGradient, context.InputGradient(), context.Workers);
    }

    /// <summary>
    /// What the layer does at inference, for each feature: <c>y = scale·x + shift</c> with <c>scale = γ/σ</c>,
    /// <c>shift = β − scale·μ</c>, of the running statistics. It folds into the layer before, and into other formats, exactly by these.
    /// </summary>
    /// <param name="scale">Where to write the scales, one for each feature.</param>
    /// <param name="shift">Where to write the shifts, one for each feature.</param>
    /// <exception cref="InvalidOperationException">The layer is not built, or keeps no running statistics.</exception>
    public void InferenceTransform(Span<double> scale, Span<double> shift)
    {
        if (RunningMean is null || RunningVariance is null)
        {
            throw new InvalidOperationException($"{Kind} '{Name ?? "(unnamed)"}' has no running statistics; build the network, and track them.");
        }

        for (var i = 0; i < _features; i++)
        {
            scale[i] = (Weight is null ? 1 : Weight.Storage[i]) * InverseRunningDeviation(RunningVariance.Storage[i]);
            shift[i] = (Bias is null ? 0 : Bias.Storage[i]) - (scale[i] * RunningMean.Storage[i]);
        }
    }

    private FeatureView View(LayerContext context) => FeatureView.Of(context, SampleAxis(context.InputShape()));

    private bool UsesBatch(LayerContext context) => context.IsTraining || !TrackRunningStatistics;

    private void InvertRunningDeviation(Span<float> inverse)
    {
        ReadOnlySpan<float> spread = RunningVariance!.Storage;
        if (Convention != BatchNormalizationConvention.Lecture)
        {
            BatchNormalizationKernel.InverseDeviations(spread, Epsilon, inverse);
            return;
        }

        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] = 1 / spread[i];
        }
    }

    private double InverseRunningDeviation(float spread) =>
        Convention == BatchNormalizationConvention.Lecture ? 1.0 / spread : 1 / Math.Sqrt(spread + Epsilon);

    private void MoveRunningStatistics(ReadOnlySpan<float> mean, ReadOnlySpan<float> biasedVariance, int count)
    {
        // A float cannot count beyond 2²⁴ one by one; what was loaded or reset since the last batch is the float's to say.
        var tracked = BatchesTracked!.Storage;
        _batches = ((float)_batches == tracked[0] ? _batches : (long)tracked[0]) + 1;
        tracked[0] = _batches;
        RunningMean!.MarkChanged();
        var newest = CumulativeAverage ? 1.0 / _batches
            : Convention == BatchNormalizationConvention.PyTorch ? Momentum
            : 1 - Momentum;
        var unbias = Convention == BatchNormalizationConvention.PyTorch ? (double)count / (count - 1) : 1;
        var runningMean = RunningMean.Storage;
        var runningSpread = RunningVariance!.Storage;
        for (var i = 0; i < mean.Length; i++)
        {
            var spread = Convention == BatchNormalizationConvention.Lecture ? Math.Sqrt(biasedVariance[i] + Epsilon) : biasedVariance[i] * unbias;
            runningMean[i] = (float)((newest * mean[i]) + ((1 - newest) * runningMean[i]));
            runningSpread[i] = (float)((newest * spread) + ((1 - newest) * runningSpread[i]));
        }
    }

    /// <summary>What the forward pass leaves to the backward pass, for each feature.</summary>
    private readonly ref struct SavedStatistics(Span<float> memory, int count)
    {
        /// <summary>How many values there are for each feature.</summary>
        public const int Rows = 5;

        /// <summary>μ, rounded.</summary>
        public Span<float> Mean { get; } = memory[..count];

        /// <summary>What rounding took from μ.</summary>
        public Span<float> Remainder { get; } = memory.Slice(count, count);

        /// <summary>1/σ.</summary>
        public Span<float> InverseDeviation { get; } = memory.Slice(2 * count, count);

        /// <summary>γ/σ.</summary>
        public Span<float> Factor { get; } = memory.Slice(3 * count, count);

        /// <summary>β, corrected for the remainder of μ.</summary>
        public Span<float> Shift { get; } = memory.Slice(4 * count, count);
    }
}
