using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How convolutions are written and read.</summary>
internal static class ConvolutionFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        AddGrouped(table, (filters, groups, options) => new Conv1D(filters, groups, options));
        AddGrouped(table, (filters, groups, options) => new Conv2D(filters, groups, options));
        AddGrouped(table, (filters, groups, options) => new Conv3D(filters, groups, options));
        AddDepthwise(table, (multiplier, options) => new DepthwiseConv1D(multiplier, options));
        AddDepthwise(table, (multiplier, options) => new DepthwiseConv2D(multiplier, options));
        AddSeparable(table, options => new SeparableConv1D(options));
        AddSeparable(table, options => new SeparableConv2D(options));
    }

    private static void AddGrouped<T>(ComponentTable<Layer> table, Func<int, int, ConvolutionOptions, T> create)
        where T : GroupedConvolution =>
        table.Add<T>(o => create(o.GetInt32("filters", l => l.Filters), o.GetInt32("groups", l => l.Groups, 1), Options(o)));

    private static void AddDepthwise<T>(ComponentTable<Layer> table, Func<int, ConvolutionOptions, T> create)
        where T : DepthwiseConvolution =>
        table.Add<T>(o => create(o.GetInt32("depthMultiplier", l => l.DepthMultiplier, 1), Options(o)));

    private static void AddSeparable<T>(ComponentTable<Layer> table, Func<SeparableConvolutionOptions, T> create)
        where T : SeparableConvolution => table.Add<T>(o => create(new SeparableConvolutionOptions(
            o.GetInt32("filters", l => l.Filters),
            o.GetInt32("depthMultiplier", l => l.DepthMultiplier, 1),
            o.GetShape("kernelSize", l => l.KernelSize),
            o.FindShape("stride", l => l.Stride),
            o.GetPadding("padding", l => l.Padding),
            o.FindShape("dilation", l => l.Dilation),
            o.FindActivation("activation", l => l.OutputActivation),
            o.GetBoolean("useBias", l => l.UseBias, true),
            o.FindInitializer("depthwiseInitializer", l => l.DepthwiseInitializer),
            o.FindInitializer("pointwiseInitializer", l => l.PointwiseInitializer),
            o.FindInitializer("biasInitializer", l => l.BiasInitializer))
        {
            DepthwiseRegularizer = o.FindRegularizer("depthwiseRegularizer", l => l.DepthwiseRegularizer),
            PointwiseRegularizer = o.FindRegularizer("pointwiseRegularizer", l => l.PointwiseRegularizer),
            BiasRegularizer = o.FindRegularizer("biasRegularizer", l => l.BiasRegularizer),
            DepthwiseConstraint = o.FindConstraint("depthwiseConstraint", l => l.DepthwiseConstraint),
            PointwiseConstraint = o.FindConstraint("pointwiseConstraint", l => l.PointwiseConstraint),
            BiasConstraint = o.FindConstraint("biasConstraint", l => l.BiasConstraint),
        }));

    private static ConvolutionOptions Options<T>(ComponentOptions<T> o)
        where T : Convolution => new(
            o.GetShape("kernelSize", l => l.KernelSize),
            o.FindShape("stride", l => l.Stride),
            o.GetPadding("padding", l => l.Padding),
            o.FindShape("dilation", l => l.Dilation),
            o.FindActivation("activation", l => l.OutputActivation),
            o.GetBoolean("useBias", l => l.UseBias, true),
            o.FindInitializer("kernelInitializer", l => l.KernelInitializer),
            o.FindInitializer("biasInitializer", l => l.BiasInitializer))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer", l => l.KernelRegularizer),
            BiasRegularizer = o.FindRegularizer("biasRegularizer", l => l.BiasRegularizer),
            KernelConstraint = o.FindConstraint("kernelConstraint", l => l.KernelConstraint),
            BiasConstraint = o.FindConstraint("biasConstraint", l => l.BiasConstraint),
        };
}
