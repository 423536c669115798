using Interop.Native.Layers;

namespace Interop.Native.Files.Formats;

/// <summary>How pooling layers are written and read.</summary>
internal static class PoolingFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        table.Add<AvgPool1D>(Write, o => new AvgPool1D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.GetBoolean("ceilMode", false), o.GetBoolean("countIncludePad", true), o.FindInt32("divisorOverride")));
        table.Add<AvgPool2D>(Write, o => new AvgPool2D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.GetBoolean("ceilMode", false), o.GetBoolean("countIncludePad", true), o.FindInt32("divisorOverride")));
        table.Add<AvgPool3D>(Write, o => new AvgPool3D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.GetBoolean("ceilMode", false), o.GetBoolean("countIncludePad", true), o.FindInt32("divisorOverride")));
        table.Add(() => new GlobalAveragePooling1D());
        table.Add(() => new GlobalAveragePooling2D());
        table.Add(() => new GlobalAveragePooling3D());
        table.Add(() => new GlobalMaxPooling1D());
        table.Add(() => new GlobalMaxPooling2D());
        table.Add(() => new GlobalMaxPooling3D());
        table.Add<MaxPool1D>(Write, o => new MaxPool1D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.FindShape("dilation"), o.GetBoolean("ceilMode", false)));
        table.Add<MaxPool2D>(Write, o => new MaxPool2D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.FindShape("dilation"), o.GetBoolean("ceilMode", false)));
        table.Add<MaxPool3D>(Write, o => new MaxPool3D(
            o.FindShape("poolSize"), o.FindShape("stride"), o.GetPadding("padding"), o.FindShape("dilation"), o.GetBoolean("ceilMode", false)));
    }

    private static void Write(MaxPooling layer, OptionWriter options)
    {
        WriteWindow(layer, options);
        options.Write("dilation", layer.Dilation);
    }

    private static void Write(AveragePooling layer, OptionWriter options)
    {
        WriteWindow(layer, options);
        options.Write("countIncludePad", layer.CountIncludePad);
        options.Write("divisorOverride", layer.DivisorOverride);
    }

    private static void WriteWindow(Pooling layer, OptionWriter options)
    {
        options.Write("poolSize", layer.KernelSize);
        options.Write("stride", layer.Stride);
        options.Write("padding", layer.Padding);
        options.Write("ceilMode", layer.CeilMode);
    }
}
