using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Optimizers;
using Interop.Native.Random;
using Interop.Native.Tensors;
using Interop.Native.Tests.Infrastructure;
using Interop.Native.Training;

namespace Interop.Native.Tests.Reference;

/// <summary>
/// Holds a layer against a float64 reference: output, gradients of inputs and of parameters, for a random batch, random parameters and a random
/// output gradient; and the reference's own gradient against central differences.
/// </summary>
public static class LayerCheck
{
    /// <summary>A layer's formula over scalars.</summary>
    /// <param name="inputs">Each input's batch, public order [N, …].</param>
    /// <param name="parameters">Each trainable parameter, public order.</param>
    /// <param name="batchSize">N.</param>
    /// <returns>The output's batch, public order.</returns>
    public delegate Var[] Formula(Var[][] inputs, Var[][] parameters, int batchSize);

    /// <summary>Runs the check.</summary>
    /// <param name="layer">A layer that is not built yet.</param>
    /// <param name="shapes">The shape of one sample of each input.</param>
    /// <param name="batchSize">N.</param>
    /// <param name="formula">The reference.</param>
    /// <param name="seed">What the random numbers start from.</param>
    /// <param name="values">The tolerance of the outputs.</param>
    /// <param name="draw">How inputs are drawn; standard normal by default.</param>
    /// <param name="generator">All random numbers of the check; null for PyTorch's streams from the seed.</param>
    /// <param name="centralDifferences">Whether the formula is smooth near the drawn point, so that differences can be taken.</param>
    public static void Run(
        Layer layer,
        IReadOnlyList<Shape> shapes,
        int batchSize,
        Formula formula,
        ulong seed = 1,
        Tolerance? values = null,
        Action<Generator, Tensor>? draw = null,
        bool centralDifferences = true,
        Generator? generator = null)
    {
        generator ??= new TorchGenerator(seed);
        draw ??= (random, tensor) => random.FillNormal(tensor.Span, 0, 1);
        Symbol[] symbols = [.. shapes.Select((shape, i) => Symbol.Input(shape, $"x{i}"))];
        var network = new Model(symbols, [layer.Call(symbols)]) { Generator = generator };
        network.Build();
        foreach (var parameter in network.TrainableParameters)
        {
            var drawn = new Tensor(parameter.Shape);
            generator.FillNormal(drawn.Span, 0, 0.5);
            parameter.Write(drawn);
        }

        var inputs = new Tensor[shapes.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = new Tensor(shapes[i].Prepend(batchSize));
            draw(generator, inputs[i]);
        }

        var outputGradient = new Tensor(network.OutputShapes[0].Prepend(batchSize));
        generator.FillNormal(outputGradient.Span, 0, 1);
        Parameter[] parameters = [.. network.TrainableParameters];
        Tensor[] weights = [.. parameters.Select(parameter => parameter.Read())];

        network.Compile(new SGD(), new ProbeLoss());
        var session = network.StartTraining(batchSize, inputGradients: true);
        var output = session.Forward(inputs);
        session.Cost(outputGradient);
        session.Backward();

        var tape = new Tape();
        Var[][] x = [.. inputs.Select(tensor => tape.Variables(tensor.Span))];
        Var[][] w = [.. weights.Select(tensor => tape.Variables(tensor.Span))];
        var expected = formula(x, w, batchSize);
        var cost = Cost(expected, outputGradient);
        var name = $"{layer.Kind} on {string.Join(" and ", shapes)}, batch {batchSize}, seed {seed}";
        (values ?? Tolerance.Accumulation).AssertClose([.. expected.Select(variable => variable.Value)], output.Span, $"{name}: output");
        for (var i = 0; i < x.Length; i++)
        {
            Tolerance.Gradient.AssertClose(tape.Gradient(cost, x[i]), session.InputGradient(i).Span, $"{name}: gradient of input {i}");
        }

        for (var i = 0; i < w.Length; i++)
        {
            Tolerance.Gradient.AssertClose(tape.Gradient(cost, w[i]), session.Gradient(parameters[i]).Span, $"{name}: gradient of {parameters[i].Name}");
        }

        if (centralDifferences)
        {
            CheckFormula(inputs, weights, batchSize, formula, outputGradient, name);
        }
    }

    private static void CheckFormula(Tensor[] inputs, Tensor[] weights, int batchSize, Formula formula, Tensor outputGradient, string name)
    {
        Tensor[] all = [.. inputs, .. weights];
        TapeCheck.AgainstCentralDifferences(
            variables =>
            {
                var parts = new Var[all.Length][];
                var start = 0;
                for (var i = 0; i < all.Length; i++)
                {
                    parts[i] = variables[start..(start + all[i].Count)];
                    start += all[i].Count;
                }

                return Cost(formula(parts[..inputs.Length], parts[inputs.Length..], batchSize), outputGradient);
            },
            [.. all.SelectMany(tensor => tensor.ToArray()).Select(value => (double)value)],
            $"{name}: the reference");
    }

    private static Var Cost(Var[] output, Tensor outputGradient)
    {
        var weights = outputGradient.ToArray();
        return Var.Sum([.. output.Select((value, i) => value * weights[i])]);
    }
}
