using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.Native.Files.Formats;

/// <summary>How pooling layers are written and read.</summary>
internal static class PoolingFormats
{
    public static void AddTo(ComponentTable<Layer> table)
    {
        AddAverage(table, (size, stride, padding, ceilMode, countIncludePad, divisor) => new AvgPool1D(size, stride, padding, ceilMode, countIncludePad, divisor));
        AddAverage(table, (size, stride, padding, ceilMode, countIncludePad, divisor) => new AvgPool2D(size, stride, padding, ceilMode, countIncludePad, divisor));
        AddAverage(table, (size, stride, padding, ceilMode, countIncludePad, divisor) => new AvgPool3D(size, stride, padding, ceilMode, countIncludePad, divisor));
        table.Add(() => new GlobalAveragePooling1D());
        table.Add(() => new GlobalAveragePooling2D());
        table.Add(() => new GlobalAveragePooling3D());
        table.Add(() => new GlobalMaxPooling1D());
        table.Add(() => new GlobalMaxPooling2D());
        table.Add(() => new GlobalMaxPooling3D());
        AddMax(table, (size, stride, padding, dilation, ceilMode) => new MaxPool1D(size, stride, padding, dilation, ceilMode));
        AddMax(table, (size, stride, padding, dilation, ceilMode) => new MaxPool2D(size, stride, padding, dilation, ceilMode));
        AddMax(table, (size, stride, padding, dilation, ceilMode) => new MaxPool3D(size, stride, padding, dilation, ceilMode));
    }

    private static void AddAverage<T>(ComponentTable<Layer> table, Func<Shape?, Shape?, Padding, bool, bool, int?, T> create)
        where T : AveragePooling => table.Add<T>(o => create(
            o.FindShape("poolSize", l => l.KernelSize),
            o.FindShape("stride", l => l.Stride),
            o.GetPadding("padding", l => l.Padding),
            o.GetBoolean("ceilMode", l => l.CeilMode, false),
            o.GetBoolean("countIncludePad", l => l.CountIncludePad, true),
            o.FindInt32("divisorOverride", l => l.DivisorOverride)));

    private static void AddMax<T>(ComponentTable<Layer> table, Func<Shape?, Shape?, Padding, Shape?, bool, T> create)
        where T : MaxPooling => table.Add<T>(o => create(
            o.FindShape("poolSize", l => l.KernelSize),
            o.FindShape("stride", l => l.Stride),
            o.GetPadding("padding", l => l.Padding),
            o.FindShape("dilation", l => l.Dilation),
            o.GetBoolean("ceilMode", l => l.CeilMode, false)));
}
