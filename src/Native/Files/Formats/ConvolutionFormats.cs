using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How convolutions are written and read.</summary>
internal static class ConvolutionFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        table.Add<Conv1D>(WriteGrouped, o => new Conv1D(
            o.GetInt32("filters"),
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.FindShape("dilation"),
            o.GetInt32("groups", 1),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<Conv2D>(WriteGrouped, o => new Conv2D(
            o.GetInt32("filters"),
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.FindShape("dilation"),
            o.GetInt32("groups", 1),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<Conv3D>(WriteGrouped, o => new Conv3D(
            o.GetInt32("filters"),
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.FindShape("dilation"),
            o.GetInt32("groups", 1),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<DepthwiseConv1D>(WriteDepthwise, o => new DepthwiseConv1D(
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.GetInt32("depthMultiplier", 1),
            o.FindShape("dilation"),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<DepthwiseConv2D>(WriteDepthwise, o => new DepthwiseConv2D(
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.GetInt32("depthMultiplier", 1),
            o.FindShape("dilation"),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("kernelInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            KernelRegularizer = o.FindRegularizer("kernelRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            KernelConstraint = o.FindConstraint("kernelConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<SeparableConv1D>(WriteSeparable, o => new SeparableConv1D(
            o.GetInt32("filters"),
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.FindShape("dilation"),
            o.GetInt32("depthMultiplier", 1),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("depthwiseInitializer"),
            o.FindInitializer("pointwiseInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            DepthwiseRegularizer = o.FindRegularizer("depthwiseRegularizer"),
            PointwiseRegularizer = o.FindRegularizer("pointwiseRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            DepthwiseConstraint = o.FindConstraint("depthwiseConstraint"),
            PointwiseConstraint = o.FindConstraint("pointwiseConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
        table.Add<SeparableConv2D>(WriteSeparable, o => new SeparableConv2D(
            o.GetInt32("filters"),
            o.GetShape("kernelSize"),
            o.FindShape("stride"),
            o.GetPadding("padding"),
            o.FindShape("dilation"),
            o.GetInt32("depthMultiplier", 1),
            o.FindActivation("activation"),
            o.GetBoolean("useBias", true),
            o.FindInitializer("depthwiseInitializer"),
            o.FindInitializer("pointwiseInitializer"),
            o.FindInitializer("biasInitializer"))
        {
            DepthwiseRegularizer = o.FindRegularizer("depthwiseRegularizer"),
            PointwiseRegularizer = o.FindRegularizer("pointwiseRegularizer"),
            BiasRegularizer = o.FindRegularizer("biasRegularizer"),
            DepthwiseConstraint = o.FindConstraint("depthwiseConstraint"),
            PointwiseConstraint = o.FindConstraint("pointwiseConstraint"),
            BiasConstraint = o.FindConstraint("biasConstraint"),
        });
    }

    private static void WriteGrouped(GroupedConvolution layer, OptionWriter options)
    {
        options.Write("filters", layer.Filters);
        options.Write("groups", layer.Groups);
        WriteConvolution(layer, options);
    }

    private static void WriteDepthwise(DepthwiseConvolution layer, OptionWriter options)
    {
        options.Write("depthMultiplier", layer.DepthMultiplier);
        WriteConvolution(layer, options);
    }

    private static void WriteConvolution(Convolution layer, OptionWriter options)
    {
        WriteWindow(layer, options);
        options.Write("activation", layer.OutputActivation);
        options.Write("useBias", layer.UseBias);
        options.Write("kernelInitializer", layer.KernelInitializer);
        options.Write("biasInitializer", layer.BiasInitializer);
        options.Write("kernelRegularizer", layer.KernelRegularizer);
        options.Write("biasRegularizer", layer.BiasRegularizer);
        options.Write("kernelConstraint", layer.KernelConstraint);
        options.Write("biasConstraint", layer.BiasConstraint);
    }

    private static void WriteSeparable(SeparableConvolution layer, OptionWriter options)
    {
        options.Write("filters", layer.Filters);
        options.Write("depthMultiplier", layer.DepthMultiplier);
        WriteWindow(layer, options);
        options.Write("activation", layer.OutputActivation);
        options.Write("useBias", layer.UseBias);
        options.Write("depthwiseInitializer", layer.DepthwiseInitializer);
        options.Write("pointwiseInitializer", layer.PointwiseInitializer);
        options.Write("biasInitializer", layer.BiasInitializer);
        options.Write("depthwiseRegularizer", layer.DepthwiseRegularizer);
        options.Write("pointwiseRegularizer", layer.PointwiseRegularizer);
        options.Write("biasRegularizer", layer.BiasRegularizer);
        options.Write("depthwiseConstraint", layer.DepthwiseConstraint);
        options.Write("pointwiseConstraint", layer.PointwiseConstraint);
        options.Write("biasConstraint", layer.BiasConstraint);
    }

    private static void WriteWindow(WindowLayer layer, OptionWriter options)
    {
        options.Write("kernelSize", layer.KernelSize);
        options.Write("stride", layer.Stride);
        options.Write("padding", layer.Padding);
        options.Write("dilation", layer.Dilation);
    }
}
