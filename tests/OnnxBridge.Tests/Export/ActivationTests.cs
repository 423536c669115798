using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Tensors;
using Interop.OnnxBridge.Export;
using Interop.OnnxBridge.Tests.Infrastructure;

namespace Interop.OnnxBridge.Tests.Export;

/// <summary>Every activation function, in every operator set, against ONNX Runtime; also where it saturates.</summary>
public class ActivationTests
{
    private static readonly Dictionary<string, Func<ActivationFunction>> Cases = new()
    {
        ["ELU"] = () => new ELU(0.7f),
        ["GELU"] = () => new GELU(),
        ["GELU tanh"] = () => new GELU(approximate: true),
        ["HardSigmoid"] = () => new HardSigmoid(),
        ["HardSigmoid Keras 2"] = () => new HardSigmoid(HardSigmoidForm.Keras2),
        ["HardSwish"] = () => new HardSwish(),
        ["HardTanh"] = () => new HardTanh(),
        ["HardTanh from below"] = () => new HardTanh(-0.5f, float.PositiveInfinity),
        ["HardTanh from above"] = () => new HardTanh(float.NegativeInfinity, 2),
        ["Identity"] = () => new Identity(),
        ["LeakyReLU"] = () => new LeakyReLU(0.2f),
        ["LogSoftmax"] = () => new LogSoftmax(),
        ["LogSoftmax axis 1"] = () => new LogSoftmax(1),
        ["ReLU"] = () => new ReLU(),
        ["ReLU6"] = () => new ReLU6(),
        ["SELU"] = () => new SELU(),
        ["Sigmoid"] = () => new Sigmoid(),
        ["Softmax"] = () => new Softmax(),
        ["Softmax axis 1"] = () => new Softmax(1),
        ["Softplus"] = () => new Softplus(),
        ["Softplus sharp"] = () => new Softplus(3f, 5f),
        ["Softplus soft"] = () => new Softplus(0.5f),
        ["Softplus early"] = () => new Softplus(1f, 2f),
        ["Softsign"] = () => new Softsign(),
        ["Swish"] = () => new Swish(),
        ["Tanh"] = () => new Tanh(),
    };

    public static TheoryData<string, int> CasesAndOpsets
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Cases.Keys)
            {
                for (var opset = OnnxOpset.Oldest; opset <= OnnxOpset.Newest; opset++)
                {
                    data.Add(name, opset);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_function_of_the_engine_is_written_and_tested()
    {
        var engine = typeof(ActivationFunction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ActivationFunction)) && !type.IsAbstract);

        Assert.Equal(engine.Select(type => type.Name).Order(), ExporterTable.FunctionTypes.Select(type => type.Name).Order());
        Assert.Equal(engine.Select(type => type.Name).Order(), Cases.Values.Select(create => create().GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(CasesAndOpsets))]
    public void As_a_layer(string name, int opset)
    {
        var network = new Sequential(new Activation(Cases[name]()));
        var batch = Examples.Batch([4, 3, 5]);
        for (var i = 0; i < batch.Count; i += 2)
        {
            batch.Span[i] *= 4;
        }

        batch.Span[3] = 80;
        batch.Span[17] = -80;
        network.Build(new Shape(3, 5));

        Agreement.Check(network, [batch], new OnnxExportOptions { Opset = opset });
    }

    [Theory]
    [MemberData(nameof(CasesAndOpsets))]
    public void Behind_a_Dense_layer(string name, int opset)
    {
        var network = new Sequential(new Dense(6, activation: Cases[name]()), new Dense(3));
        network.Build(5);

        Agreement.Check(network, [Examples.Batch([4, 5])], new OnnxExportOptions { Opset = opset });
    }
}
