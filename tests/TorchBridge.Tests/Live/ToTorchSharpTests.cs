#if HAS_TORCHSHARP
using Interop.Native.Activations;
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.Native.Random;
using Interop.Native.Tensors;
using TorchSharp;
using Tensor = TorchSharp.torch.Tensor;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>Networks become TorchSharp modules that compute the same, under the same names, and come back.</summary>
[Collection("TorchSharp")]
public class ToTorchSharpTests
{
    [Fact]
    public void Layers_in_a_row_become_a_Sequential()
    {
#if HAS_TORCHSHARP
        using var scope = torch.NewDisposeScope();
        var network = new Sequential(
            new Conv2D(4, 3, padding: 1, activation: "relu"), new BatchNormalization(), new MaxPool2D(2), new SeparableConv2D(6, 3, activation: "swish"), new GlobalAveragePooling2D(),
            new Dropout(0.3), new Dense(6, activation: "tanh"), new Reshape(2, 3), new Flatten(), new Dense(4, useBias: false), new Softmax());

        var module = AssertAgrees(network, new Shape(2, 12, 12));

        Assert.IsType<TorchSharp.Modules.Sequential>(module);
        Assert.Equal(network.StateDict().Keys.Order(), module.state_dict().Keys.Order());
        Assert.False(module.training);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Every_layer_with_a_counterpart_becomes_its_module()
    {
#if HAS_TORCHSHARP
        using var scope = torch.NewDisposeScope();
        foreach (string name in (IEnumerable<string>)["relu", "relu6", "leaky_relu", "elu", "selu", "gelu", "swish", "sigmoid", "tanh", "softplus", "softsign", "hard_swish", "softmax", "log_softmax", "linear"])
        {
            AssertAgrees(new Sequential(new Dense(5, activation: name)), 3);
        }

        foreach (var layer in new Layer[]
        {
            new Conv2D(4, new Shape(3, 2), stride: new Shape(2, 1), padding: Native.Layers.Padding.Of(1, 0), dilation: new Shape(1, 2), groups: 2), new Conv2D(4, 3, padding: "same"), new DepthwiseConv2D(3),
            new MaxPool2D(3, 2, 1, ceilMode: true), new AvgPool2D(3, 2, 1, countIncludePad: false), new AvgPool2D(2, divisorOverride: 3), new GlobalMaxPooling2D(), new GlobalAveragePooling2D(),
            new BatchNormalization(), new BatchNormalization(center: false, scale: false), new PReLU(), new PReLU(perChannel: true), new SpatialDropout2D(0.4), new AlphaDropout(0.2), new HardSigmoid(), new LeakyReLU(0.3f),
        })
        {
            AssertAgrees(new Sequential(layer), new Shape(4, 8, 8));
        }

        foreach (var layer in new Layer[] { new Conv1D(4, 3, padding: 1), new MaxPool1D(2), new AvgPool1D(2), new GlobalAveragePooling1D(), new SeparableConv1D(3, 3), new BatchNormalization(), new SpatialDropout1D(0.4) })
        {
            AssertAgrees(new Sequential(layer), new Shape(4, 8));
        }

        foreach (var layer in new Layer[] { new Conv3D(4, 3, padding: 1), new MaxPool3D(2), new AvgPool3D(2), new GlobalAveragePooling3D(), new BatchNormalization(), new SpatialDropout3D(0.4) })
        {
            AssertAgrees(new Sequential(layer), new Shape(4, 4, 4, 4));
        }
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_graph_becomes_a_module_and_comes_back()
    {
#if HAS_TORCHSHARP
        using var scope = torch.NewDisposeScope();
        var input = Symbol.Input(new Shape(3, 8, 8), "image");
        var shared = new Conv2D(3, 3, padding: 1, name: "body.shared");
        var first = shared.Call(input);
        var second = shared.Call(first);
        var joined = new Add("body.sum").Call(first, second, input);
        var wide = new Concatenate(1, "wide").Call(joined, new Multiply("gate").Call(first, second));
        var network = new Model(input, new Dense(2, name: "head").Call(new Flatten("flat").Call(wide)));

        var module = AssertAgrees(network, new Shape(3, 8, 8));
        Assert.Equal(network.StateDict().Keys.Order(), module.state_dict().Keys.Order());

        var back = module.ToNative(torch.randn(2, 3, 8, 8));
        Assert.All(network.StateDict(), pair => Assert.Equal(pair.Value.ToArray(), back.StateDict()[pair.Key].ToArray()));
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void What_TorchSharp_has_not_is_refused_by_name()
    {
#if HAS_TORCHSHARP
        AssertRefused(new Sequential(new GaussianNoise(0.1f, name: "noise")), 4, "GaussianNoise 'noise' cannot become a TorchSharp module");
        AssertRefused(new Sequential(new Dropout(0.1, DropoutForm.Standard, "drop")), 4, "it scales at inference");
        AssertRefused(new Sequential(new BatchNormalization(convention: BatchNormalizationConvention.Keras, name: "norm")), 4, "PyTorch's convention only");
        AssertRefused(new Sequential(new Conv2D(2, 4, padding: "same", name: "conv")), new Shape(1, 8, 8), "its padding is (1, 2), (1, 2)");
        AssertRefused(new Sequential(new Dense(2, new GELU(approximate: true))), 4, "its function GELU");
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void No_tensor_is_left_over()
    {
#if HAS_TORCHSHARP
        var network = new Sequential(new Dense(8, activation: "relu"), new BatchNormalization(), new Dense(2));
        network.Build(4);
        Use(network.ToTorchSharp);

        // TorchSharp 0.106 counts the tensor that becomes a parameter and never discounts it, so a module made by hand is the measure.
        var byHand = Use(() => torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 2)));
        Assert.Equal(byHand, Use(network.ToTorchSharp));
        Assert.Equal(byHand, Use(network.ToTorchSharp));

        static long Use(Func<torch.nn.Module<Tensor, Tensor>> create)
        {
            var before = Tensor.TotalCount;
            using (var module = create())
            {
                using var input = torch.randn(3, 4);
                using var output = module.call(input);
            }

            return Tensor.TotalCount - before;
        }
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
#if HAS_TORCHSHARP

    private static torch.nn.Module<Tensor, Tensor> AssertAgrees(Network network, Shape sample)
    {
        network.Generator = new TorchGenerator(3);
        network.Build(sample);
        foreach (var (name, parameter) in network.NamedParameters.Where(named => named.Name.Contains("running", StringComparison.Ordinal)))
        {
            var value = parameter.Read();
            for (var i = 0; i < value.Count; i++)
            {
                value.Span[i] = 0.5f + (0.25f * i);
            }

            parameter.Write(value);
        }

        var module = network.ToTorchSharp();
        using var input = torch.randn([5, .. sample.Select(extent => (long)extent)]);
        using var output = module.call(input);
        var comparison = TensorComparison.Of(network.Predict(input.ToNative()), output.ToNative());
        Assert.True(comparison.RelativeToLargest <= 1e-5, comparison.ToString());
        return module;
    }

    private static void AssertRefused(Sequential network, Shape sample, string why)
    {
        network.Build(sample);
        Assert.Contains(why, Assert.Throws<TorchConversionException>(network.ToTorchSharp).Message, StringComparison.Ordinal);
    }
#endif
}
