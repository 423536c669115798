using Interop.Native.Layers;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>MaxPool over one, two or three axes, with a Pad by −∞ in front where there is one.</summary>
internal sealed class MaxPoolOperator() : OperatorImporter("MaxPool", PoolingImport.Attributes)
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        if (node.Integer("storage_order", 0) != 0)
        {
            throw node.Error("has a storage_order other than 0");
        }

        var (symbol, outer) = node.PaddedSymbol(float.NegativeInfinity);
        var window = Window.Of(node, symbol, null).With(outer);
        return PoolingImport.Call(node, symbol, window, counted: null, (padding, ceil, name) => window.Kernel.Rank switch
        {
            1 => new MaxPool1D(window.Kernel, window.Stride, padding, window.Dilation, ceil, name),
            2 => new MaxPool2D(window.Kernel, window.Stride, padding, window.Dilation, ceil, name),
            3 => new MaxPool3D(window.Kernel, window.Stride, padding, window.Dilation, ceil, name),
            _ => throw node.Error($"pools over {window.Kernel.Rank} axes; one to three can be imported"),
        });
    }
}
