using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How layers are written and read, all but those with windows and batch normalization.</summary>
internal static class LayerFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        table.Add<Activation>(o => new Activation(o.GetActivation("function", l => l.Function)));
        table.Add(() => new Add());
        table.Add<AlphaDropout>(o => new AlphaDropout(o.GetDouble("rate", l => l.Rate, 0.5)));
        table.Add(() => new Average());
        table.Add<Concatenate>(o => new Concatenate(o.GetInt32("axis", l => l.Axis, 1)));
        table.Add<Dense>(o => new Dense(
            o.GetInt32("units", l => l.Units),
            o.FindActivation("activation", l => l.OutputActivation),
            o.GetBoolean("useBias", l => l.UseBias, true),
            o.FindInitializer("kernelInitializer", l => l.KernelInitializer),
            o.FindInitializer("biasInitializer", l => l.BiasInitializer))
        {
            InputFeatures = o.FindInt32("inputFeatures", l => l.InputFeatures),
            KernelRegularizer = o.FindRegularizer("kernelRegularizer", l => l.KernelRegularizer),
            BiasRegularizer = o.FindRegularizer("biasRegularizer", l => l.BiasRegularizer),
            KernelConstraint = o.FindConstraint("kernelConstraint", l => l.KernelConstraint),
            BiasConstraint = o.FindConstraint("biasConstraint", l => l.BiasConstraint),
        });
        table.Add<DropConnect>(o => new DropConnect(
            o.GetInt32("units", l => l.Units),
            o.GetDouble("rate", l => l.Rate, 0.5),
            o.FindActivation("activation", l => l.OutputActivation),
            o.GetBoolean("useBias", l => l.UseBias, true),
            o.FindName<DropoutForm>("form", l => l.Form),
            o.FindInitializer("kernelInitializer", l => l.KernelInitializer),
            o.FindInitializer("biasInitializer", l => l.BiasInitializer))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer", l => l.KernelRegularizer),
            KernelConstraint = o.FindConstraint("kernelConstraint", l => l.KernelConstraint),
        });
        table.Add<Dropout>(o => new Dropout(o.GetDouble("rate", l => l.Rate, 0.5), o.FindName<DropoutForm>("form", l => l.Form)));
        table.Add(() => new Flatten());
        table.Add<GaussianDropout>(o => new GaussianDropout(o.GetDouble("rate", l => l.Rate)));
        table.Add<GaussianNoise>(o => new GaussianNoise(o.GetDouble("deviation", l => l.Deviation)));
        table.Add(() => new Multiply());

        // The values in use, which a state dict may have changed after the layer was made.
        table.Add<Normalization>(o => new Normalization(
            o.GetTensor("mean", l => l.MeanInUse).Span, o.GetTensor("deviation", l => l.DeviationInUse).Span, o.GetInt32("axis", l => l.Axis, 1)));
        table.Add<PReLU>(o => new PReLU(o.GetBoolean("perChannel", l => l.PerChannel, false), o.FindInitializer("initializer", l => l.Initializer))
        {
            Regularizer = o.FindRegularizer("regularizer", l => l.Regularizer),
            Constraint = o.FindConstraint("constraint", l => l.Constraint),
        });
        table.Add<Permute>(o => new Permute(o.GetInt32s("axes", l => l.Axes.ToArray())));
        table.Add<Reshape>(o => new Reshape(o.GetInt32s("extents", l => l.Extents.ToArray())));
        AddSpatialDropout(table, (rate, form) => new SpatialDropout1D(rate, form));
        AddSpatialDropout(table, (rate, form) => new SpatialDropout2D(rate, form));
        AddSpatialDropout(table, (rate, form) => new SpatialDropout3D(rate, form));
        table.Add(() => new Subtract());
    }

    private static void AddSpatialDropout<T>(ComponentTable<Layer> table, Func<double, DropoutForm?, T> create)
        where T : SpatialDropout => table.Add<T>(o => create(o.GetDouble("rate", l => l.Rate, 0.5), o.FindName<DropoutForm>("form", l => l.Form)));
}
