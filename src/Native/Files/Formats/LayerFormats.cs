using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How layers are written and read, all but those with windows and batch normalization.</summary>
internal static class LayerFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        table.Add<Activation>(
            (layer, o) => o.Write("function", layer.Function),
            o => new Activation(o.FindActivation("function") ?? throw o.Missing("function")));
        table.Add(() => new Add());
        table.Add(() => new Average());
        table.Add<Concatenate>((layer, o) => o.Write("axis", layer.Axis), o => new Concatenate(o.GetInt32("axis", 1)));
        AddDense(table);
        AddDropConnect(table);
        AddDropout(table);
        table.Add(() => new Flatten());
        table.Add(() => new Multiply());
        AddNormalization(table);
        table.Add<PReLU>(
            (layer, o) =>
            {
                o.Write("perChannel", layer.PerChannel);
                o.Write("initializer", layer.Initializer);
                o.Write("regularizer", layer.Regularizer);
                o.Write("constraint", layer.Constraint);
            },
            o => new PReLU(o.GetBoolean("perChannel", false), o.FindInitializer("initializer"))
            {
                Regularizer = o.FindRegularizer("regularizer"),
                Constraint = o.FindConstraint("constraint"),
            });
        table.Add<Permute>((layer, o) => o.Write("axes", layer.Axes.ToArray()), o => new Permute(o.GetInt32s("axes")));
        table.Add<Reshape>((layer, o) => o.Write("extents", layer.Extents.ToArray()), o => new Reshape(o.GetInt32s("extents")));
        table.Add(() => new Subtract());
    }

    private static void AddDense(ComponentTable<Layer> table) => table.Add<Dense>(
        (layer, o) =>
        {
            o.Write("units", layer.Units);
            o.Write("activation", layer.OutputActivation);
            o.Write("useBias", layer.UseBias);
            o.Write("kernelInitializer", layer.KernelInitializer);
            o.Write("biasInitializer", layer.BiasInitializer);
            o.Write("inputFeatures", layer.InputFeatures);
            o.Write("kernelRegularizer", layer.KernelRegularizer);
            o.Write("biasRegularizer", layer.BiasRegularizer);
            o.Write("kernelConstraint", layer.KernelConstraint);
            o.Write("biasConstraint", layer.BiasConstraint);
        },
        o => new Dense(
            o.GetInt32("units"),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            InputFeatures = o.FindInt32("inputFeatures"),
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });

    private static void AddDropConnect(ComponentTable<Layer> table) => table.Add<DropConnect>(
        (layer, o) =>
        {
            o.Write("units", layer.Units);
            o.Write("rate", layer.Rate);
            o.Write("activation", layer.OutputActivation);
            o.Write("useBias", layer.UseBias);
            o.WriteName<DropoutForm>("form", layer.Form);
            o.Write("kernelInitializer", layer.KernelInitializer);
            o.Write("biasInitializer", layer.BiasInitializer);
            o.Write("kernelRegularizer", layer.KernelRegularizer);
            o.Write("kernelConstraint", layer.KernelConstraint);
        },
        o => new DropConnect(
            o.GetInt32("units"),
            o.GetDouble("rate", 0.5),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindName<DropoutForm>("form"),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
        });

    private static void AddDropout(ComponentTable<Layer> table)
    {
        table.Add<AlphaDropout>((layer, o) => o.Write("rate", layer.Rate), o => new AlphaDropout(o.GetDouble("rate", 0.5)));
        table.Add<Dropout>(
            (layer, o) =>
            {
                o.Write("rate", layer.Rate);
                o.WriteName<DropoutForm>("form", layer.Form);
            },
            o => new Dropout(o.GetDouble("rate", 0.5), o.FindName<DropoutForm>("form")));
        table.Add<GaussianDropout>((layer, o) => o.Write("rate", layer.Rate), o => new GaussianDropout(o.GetDouble("rate")));
        table.Add<GaussianNoise>((layer, o) => o.Write("deviation", layer.Deviation), o => new GaussianNoise(o.GetDouble("deviation")));
        table.Add<SpatialDropout1D>(WriteSpatial, o => new SpatialDropout1D(o.GetDouble("rate", 0.5), o.FindName<DropoutForm>("form")));
        table.Add<SpatialDropout2D>(WriteSpatial, o => new SpatialDropout2D(o.GetDouble("rate", 0.5), o.FindName<DropoutForm>("form")));
        table.Add<SpatialDropout3D>(WriteSpatial, o => new SpatialDropout3D(o.GetDouble("rate", 0.5), o.FindName<DropoutForm>("form")));
    }

    // The values in use, which a state dict may have changed after the layer was made.
    private static void AddNormalization(ComponentTable<Layer> table) => table.Add<Normalization>(
        (layer, o) =>
        {
            o.Write("mean", layer.MeanInUse);
            o.Write("deviation", layer.DeviationInUse);
            o.Write("axis", layer.Axis);
        },
        o => new Normalization(
            (o.FindTensor("mean") ?? throw o.Missing("mean")).Span,
            (o.FindTensor("deviation") ?? throw o.Missing("deviation")).Span,
            o.GetInt32("axis", 1)));

    private static void WriteSpatial(SpatialDropout layer, OptionWriter options)
    {
        options.Write("rate", layer.Rate);
        options.WriteName<DropoutForm>("form", layer.Form);
    }
}
