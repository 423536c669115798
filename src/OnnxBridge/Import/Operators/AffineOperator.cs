using Interop.Native.Initializers;
using Interop.Native.Layers;
using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Import.Operators;

/// <summary>
/// <c>y = scale·x + shift</c> with one pair of numbers for each entry of an axis: a batch normalization along that axis whose running mean is 0,
/// whose running variance is 1 and whose ε is 0.
/// </summary>
internal sealed class AffineOperator() : OperatorImporter("Affine")
{
    /// <inheritdoc/>
    public override ImportedValue Import(ImportedNode node)
    {
        var (scale, shift) = (node.Tensor(1), node.Tensor(2));
        var sample = node.Symbol().Shape;

        // The constant's axes are the sample's last ones; all but its first have one element.
        var axis = sample.Rank - scale.Shape.Rank;
        if (scale.Shape != shift.Shape || scale.Shape.Rank == 0 || axis < 0 || scale.Shape[0] != sample[axis] || scale.Count != scale.Shape[0])
        {
            throw node.Error($"adds and multiplies by constants of shape {scale.Shape} and {shift.Shape}; one number for each entry of one axis can be imported");
        }

        return node.CallShared(
            1,
            name => new BatchNormalization(epsilon: 0, axis: axis + 1, movingMeanInitializer: Constant.Zeros, movingVarianceInitializer: Constant.Ones, name: name),
            layer =>
            {
                layer.Weight!.Write(scale.Reshape(scale.Count));
                layer.Bias!.Write(shift.Reshape(shift.Count));
            });
    }
}
