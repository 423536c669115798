using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Parity.Cases;
using Interop.Parity.Cases.Regularization;

namespace Interop.Parity.Engines.Native;

/// <summary>Runs penalties and constraints on the engine.</summary>
internal static class NativeRegularization
{
    /// <summary>The penalty and its gradient.</summary>
    public static NamedTensors Run(PenaltyCase parityCase)
    {
        Regularizer penalty = (parityCase.Absolute, parityCase.Square) switch
        {
            ( > 0, > 0) => new L1L2(parityCase.Absolute, parityCase.Square, parityCase.Scale),
            ( > 0, _) => new L1(parityCase.Absolute, parityCase.Scale),
            _ => new L2(parityCase.Square, parityCase.Scale),
        };
        var weight = parityCase.Inputs.Floats("weight");
        var gradient = new Tensor(weight.Shape);
        penalty.AddGradient(weight.Span, gradient.Span, PenaltyCase.Samples);
        return new NamedTensors { { "penalty", (float)penalty.Penalty(weight.Span, PenaltyCase.Samples) }, { "gradient", gradient } };
    }

    /// <summary>The weights after the projection.</summary>
    public static NamedTensors Run(ConstraintCase parityCase)
    {
        Constraint constraint = parityCase.Kind switch
        {
            ConstraintKind.MaxNorm => new MaxNorm(parityCase.Limit),
            ConstraintKind.UnitNorm => new UnitNorm(),
            _ => new NonNegative(),
        };
        var shape = parityCase.Weight;
        Layer layer = shape.Rank == 2 ? new Dense(shape[0]) : new Conv2D(shape[0], shape.Skip(2));
        new Sequential(layer).Build(shape.Rank == 2 ? shape.Skip(1) : new Shape([shape[1], 8, 8]));
        var weight = layer.Parameters.Single(parameter => parameter.Name == "weight");
        weight.Write(parityCase.Inputs.Floats("weight"));
        constraint.Apply(weight);
        return new NamedTensors { { "weight", weight.Read() } };
    }
}
