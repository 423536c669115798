using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Regularizers;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Tests.Reference;

namespace Interop.Native.Tests.Layers;

/// <summary>Dense, DropConnect that drops nothing, PReLU, joins, penalties and projections against PyTorch: <c>tests/oracles/layers.py</c>.</summary>
public sealed class LayerOracleTests
{
    [Fact]
    public void Recorded_results_of_PyTorch_are_met() => OracleFile.Recorded("Layers/references/layers.json.gz").AssertAll(Check);

    [Fact]
    public void Live_results_of_PyTorch_are_met() => PythonOracle.Live("layers.py", "torch").AssertAll(Check);

    private static void Check(OracleCase recorded)
    {
        switch (recorded.Name)
        {
            case "dense" or "drop_connect" or "prelu":
                CheckSingle(recorded);
                break;
            case "constraint":
                CheckConstraint(recorded);
                break;
            default:
                CheckJoin(recorded);
                break;
        }
    }

    private static void CheckSingle(OracleCase recorded)
    {
        var parameters = new Dictionary<string, Tensor> { ["weight"] = recorded.Tensor("weight") };
        if (recorded.HasTensor("bias"))
        {
            parameters.Add("bias", recorded.Tensor("bias"));
        }

        var run = LayerRun.Of(Single(recorded), recorded.Tensor("x"), recorded.Tensor("dy"), parameters);
        Assert.Equal(recorded.Shape("y"), run.Output.Shape);
        Tolerance.Accumulation.AssertClose(recorded.Doubles("y"), run.Output.Span, "output");
        Tolerance.Accumulation.AssertClose(recorded.Doubles("dx"), run.InputGradient.Span, "input gradient");
        foreach (var name in parameters.Keys)
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles($"d{name}"), run.Gradient(name).Span, $"{name} gradient");
        }

        if (recorded.HasTensor("cost"))
        {
            Tolerance.Accumulation.AssertClose(recorded.Doubles("cost")[0], run.Cost, "cost");
        }
    }

    private static Layer Single(OracleCase recorded)
    {
        var useBias = recorded.HasTensor("bias");
        return recorded.Name switch
        {
            "dense" => new Dense(recorded.Int("units"), Function(recorded), useBias)
            {
                KernelRegularizer = Penalty(recorded, "kernel_penalty"),
                BiasRegularizer = Penalty(recorded, "bias_penalty"),
                ActivityRegularizer = Penalty(recorded, "activity_penalty"),
            },
            "drop_connect" => new DropConnect(recorded.Int("units"), rate: 0, Function(recorded), useBias)
            {
                KernelRegularizer = Penalty(recorded, "kernel_penalty"),
                ActivityRegularizer = Penalty(recorded, "activity_penalty"),
            },
            _ => new PReLU(recorded.Bool("per_channel")),
        };
    }

    private static ActivationFunction? Function(OracleCase recorded) =>
        recorded.String("activation") is var name && name == "linear" ? null : (ActivationFunction)name;

    private static L1L2? Penalty(OracleCase recorded, string option)
    {
        var strengths = recorded.OptionDoubles(option);
        return strengths is [0, 0] ? null : new L1L2(strengths[0], strengths[1]);
    }

    private static void CheckJoin(OracleCase recorded)
    {
        Layer layer = recorded.Name switch
        {
            "add" => new Add(),
            "average" => new Average(),
            "concatenate" => new Concatenate(recorded.Int("axis")),
            "multiply" => new Multiply(),
            "subtract" => new Subtract(),
            var name => throw new InvalidDataException($"There is no layer '{name}'."),
        };
        Tensor[] inputs = [.. Enumerable.Range(0, recorded.Int("count")).Select(i => recorded.Tensor($"x{i}"))];
        foreach (var channelsLast in (bool[])[false, true])
        {
            var probe = new LayerProbe(layer, inputs, outputGradient: recorded.Tensor("dy"), channelsLast: channelsLast);
            Assert.Equal(recorded.Shape("y"), probe.Output.Shape);
            Tolerance.Float32.AssertClose(recorded.Doubles("y"), probe.Output.Span, "output");
            for (var i = 0; i < inputs.Length; i++)
            {
                Tolerance.Float32.AssertClose(recorded.Doubles($"dx{i}"), probe.InputGradients[i].Span, $"gradient of input {i}");
            }
        }
    }

    private static void CheckConstraint(OracleCase recorded)
    {
        var weight = recorded.Tensor("weight");
        int[]? axes = recorded.Bool("over_first") ? [0] : null;
        Constraint constraint = recorded.String("kind") switch
        {
            "max_norm" => new MaxNorm(recorded.Double("limit"), axes),
            "unit_norm" => new UnitNorm(axes),
            _ => new NonNegative(),
        };
        var (units, kernel) = (weight.Shape[0], weight.Shape.Skip(1).Skip(1));
        Layer layer = kernel.Rank switch
        {
            0 => new Dense(units, useBias: false) { KernelConstraint = constraint },
            1 => new Conv1D(units, kernel, useBias: false) { KernelConstraint = constraint },
            _ => new Conv2D(units, kernel, useBias: false) { KernelConstraint = constraint },
        };
        var network = new Sequential(layer);
        var x = recorded.Tensor("x");
        network.Build(x.Shape.Skip(1));
        network.Compile(new SGD(recorded.Float("rate")), new ProbeLoss());
        layer.Parameters[0].Write(weight);
        var session = network.StartTraining(x.Shape[0]);
        session.Forward(x);
        session.Cost(recorded.Tensor("dy"));
        session.Backward();
        session.Step();
        Tolerance.Accumulation.AssertClose(recorded.Doubles("after"), layer.Parameters[0].Read().Span, "weight");
    }
}
