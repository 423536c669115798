#if HAS_TORCHSHARP
using Interop.Native.Layers;
using Interop.Native.Networks;
using Interop.OnnxBridge;
using Interop.TorchBridge.Tests.Infrastructure;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
#endif

namespace Interop.TorchBridge.Tests.Live;

/// <summary>Modules defined in TorchSharp come over, agree with themselves, and run in ONNX Runtime.</summary>
[Collection("TorchSharp")]
public class ToNativeTests
{
    [Fact]
    public void LeNet_comes_over_agrees_and_runs_in_ONNX_Runtime()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        var network = AssertComesOver(new LeNet(), 1, 28, 28);

        Assert.IsType<Sequential>(network);
        Assert.Contains("_features.conv1.weight", network.StateDict().Keys);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_residual_network_comes_over_agrees_and_runs_in_ONNX_Runtime()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        var module = new ResidualNetwork();
        Warm(module, 3, 16, 16);
        var network = AssertComesOver(module, 3, 16, 16);

        Assert.IsType<Model>(network);
        Assert.Equal(3, network.Layers.OfType<Add>().Count());
        Assert.Equal(module.state_dict().Keys.Order(), network.StateDict().Keys.Order());
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_network_of_separable_convolutions_comes_over_agrees_and_runs_in_ONNX_Runtime()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        var module = Sequential(
            ("stem", Conv2d(3, 8, 3, stride: 2, padding: 1)), ("act0", Hardswish()), ("separable1", new Separable(8, 16)), ("norm", BatchNorm2d(16)), ("act1", ReLU6()),
            ("separable2", new Separable(16, 16)), ("act2", SiLU()), ("pool", AdaptiveAvgPool2d(1)), ("flatten", Flatten()), ("fc", Linear(16, 4)), ("softmax", Softmax(1)));
        Warm(module, 3, 12, 12);

        var network = AssertComesOver(module, 3, 12, 12);
        Assert.Equal(5, network.Layers.OfType<Conv2D>().Count());

        // As layers of their own, through a converter.
        var converters = ModuleConverters.Default.With<Separable>((part, call) => new SeparableConv2D((int)part.Outputs, 3, padding: 1, name: call.Name));
        var separable = AssertComesOver(module, [3, 12, 12], new ModuleConversionOptions { Converters = converters });
        Assert.Equal(2, separable.Layers.OfType<SeparableConv2D>().Count());
        Assert.Equal(module.state_dict().Keys.Order(), separable.StateDict().Keys.Order());
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Every_leaf_with_a_counterpart_comes_over()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        foreach (var function in new Module<Tensor, Tensor>[]
        {
            ReLU(), ReLU(inplace: true), ReLU6(), LeakyReLU(0.2), ELU(0.7), SELU(), GELU(), SiLU(), Sigmoid(), Tanh(), Softplus(2, 3), Softsign(), Hardsigmoid(), Hardswish(),
            Softmax(1), Softmax(-1), LogSoftmax(2), PReLU(1), PReLU(4, 0.1), Identity(), Dropout(0.3), Dropout2d(0.3), AlphaDropout(0.3), Unflatten(1, [2, 2]), Flatten(2), BatchNorm2d(4),
            BatchNorm2d(4, affine: false), Conv2d(4, 6, (3, 2), (2, 1), (1, 0), (1, 2), groups: 2), Conv2d(4, 3, 3, TorchSharp.Padding.Same), Conv2d(4, 3, 4, TorchSharp.Padding.Same, bias: false),
            MaxPool2d(2), MaxPool2d(3, 2, 1, ceil_mode: true), MaxPool2d(2, 1, 0, 2), AvgPool2d(2), AvgPool2d([3, 2], [2, 1], [1, 0], true, false), AvgPool2d(2, divisor_override: 3),
            AdaptiveAvgPool2d((2, 4)), AdaptiveMaxPool2d([4, 2]), Linear(8, 3), Linear(8, 3, hasBias: false),
        })
        {
            AssertAgrees(Sequential(Conv2d(2, 4, 3, padding: 1), function), [2, 8, 8]);
        }

        foreach (var function in new Module<Tensor, Tensor>[] { Conv1d(4, 3, 3, 2, 1), BatchNorm1d(4), MaxPool1d(2), AvgPool1d(3, 2, 1), AdaptiveAvgPool1d(2), AdaptiveMaxPool1d(4), Dropout1d() })
        {
            AssertAgrees(Sequential(Conv1d(2, 4, 3, padding: 1), function), [2, 8]);
        }

        foreach (var function in new Module<Tensor, Tensor>[] { Conv3d(4, 3, 3, 2, 1), BatchNorm3d(4), MaxPool3d(2), AvgPool3d(2), AdaptiveAvgPool3d(2), Dropout3d() })
        {
            AssertAgrees(Sequential(Conv3d(2, 4, 3, padding: 1), function), [2, 4, 4, 4]);
        }
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Forward_passes_with_branches_shared_weights_and_views_come_over()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();

        // A shortcut around a dropout, one layer called twice, a sum of a value with itself, and views between calls.
        AssertAgrees(new Custom((m, x) => m.Sum.call(m.Drop.call(m.First.call(x)), x)), [6]);
        AssertAgrees(new Custom((m, x) => m.First.call(m.Function.call(m.First.call(x)))), [6]);
        AssertAgrees(new Custom((m, x) => m.Sum.call(x, x)), [6]);
        AssertAgrees(new Custom((m, x) => m.Second.call(m.First.call(x.view(-1, 6)).reshape(-1, 2, 3).flatten(1))), [2, 3]);

        // What an in-place module changed is known under its old name too.
        AssertAgrees(
            new Custom((m, x) =>
            {
                var hidden = m.First.call(x);
                m.InPlace.call(hidden);
                return m.Second.call(hidden);
            }),
            [6]);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Arithmetic_between_calls_is_refused_with_its_place()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        AssertRefused(new Custom((m, x) => m.Second.call(functional.relu(m.First.call(x)))), "Linear 'Second' was given a tensor of shape [3, 6] that no module gave: after Linear 'First'");
        AssertRefused(new Custom((m, x) => m.First.call(x) + x), "As its result the module gave a tensor of shape [3, 6] that no module gave: after Linear 'First'");
        AssertRefused(new Custom((m, x) => m.Second.call(m.First.call(x).add_(1))), "Linear 'Second' was given what Linear 'First' gave, but it was changed in between");
        AssertRefused(new Custom((m, x) => m.Second.call(m.First.forward(x))), "after the input the forward pass computes something");
        AssertRefused(new Custom((m, x) => m.Sum.call(m.First.call(x), torch.ones(3, 6))), "TorchAdd 'Sum' was given a tensor of shape [3, 6] that no module gave");
        AssertRefused(new Custom((m, x) => m.Second.call(m.First.call(x).flip(0))), "that no module gave");
        AssertRefused(new Custom((m, x) => m.First.call(x).view(6, 3)), "whose first axis is not the batch of 3");
        AssertRefused(new Custom((m, x) => m.First.call(x)[TensorIndex.Ellipsis, TensorIndex.Slice(0, 2)]), "not contiguous");
        AssertRefused(new Custom((_, x) => x), "gives back its input");
        AssertRefused(new Custom((m, x) => x.mean().item<float>() > 0 ? m.First.call(x) : m.Second.call(x)), "differs from the module's");
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void Modules_without_a_counterpart_are_refused_by_name()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        var module = Sequential(("fc", Linear(6, 6)), ("odd", Tanhshrink()));
        AssertRefused(module, "Tanhshrink 'odd' has no converter; add one: ModuleConverters.Default.With<Tanhshrink>");
        AssertRefused(Sequential(("softmax", Softmax(0))), "'softmax' cannot be brought over: it works along the batch");
        AssertRefused(Sequential(("fc", Linear(6, 6)), ("flat", Flatten(0))), "whose first axis is not the batch");

        var wrong = new ModuleConversionOptions { Converters = ModuleConverters.Default.With<TorchSharp.Modules.Tanhshrink>((_, call) => new Dense(6, name: call.Name)) };
        AssertRefused(module, "has a parameter 'weight', but Tanhshrink has none", wrong);
        var other = new ModuleConversionOptions { Converters = ModuleConverters.Default.With<TorchSharp.Modules.Tanhshrink>((_, call) => new Activation(new Native.Activations.Tanh(), call.Name)) };
        AssertRefused(module, "differs from the module's", other);
        var nothing = new ModuleConversionOptions { Converters = ModuleConverters.Default.With<TorchSharp.Modules.Tanhshrink>((_, call) => new Dense(4, name: call.Name)) };
        AssertRefused(module, "gave samples of shape [6], but the layer Dense that its converter made gives [4]", nothing);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void The_module_is_left_as_it_was()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        var module = new ResidualNetwork();
        module.train();
        module.named_children().First(child => child.name == "_stem").module.eval();
        var before = module.named_modules().ToDictionary(part => part.name, part => part.module.training);
        var state = module.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.ToNative().ToArray());

        module.ToNative(torch.randn(2, 3, 8, 8));

        Assert.Equal(before, module.named_modules().ToDictionary(part => part.name, part => part.module.training));
        Assert.All(module.state_dict(), pair => Assert.Equal(state[pair.Key], pair.Value.ToNative().ToArray()));
        Assert.Equal([2L, 5], module.call(torch.randn(2, 3, 8, 8)).shape);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void No_tensor_is_left_over()
    {
#if HAS_TORCHSHARP
        using var folder = new TemporaryFolder();
        using var module = new LeNet();
        using var input = torch.randn(2, 1, 28, 28);
        module.ExportOnnx(folder.File("first.onnx"), input);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var before = Tensor.TotalCount;

        for (var i = 0; i < 3; i++)
        {
            module.ToNative(input);
            module.ExportOnnx(folder.File("lenet.onnx"), input);
            Assert.Throws<TorchConversionException>(() => module.ToNative(input, new ModuleConversionOptions { Tolerance = -1 }));
        }

        Assert.Equal(before, Tensor.TotalCount);
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }

    [Fact]
    public void A_network_that_came_over_can_be_trained()
    {
#if HAS_TORCHSHARP
        using var scope = NewDisposeScope();
        torch.manual_seed(1);
        var module = Sequential(Linear(6, 8), BatchNorm1d(8, momentum: 0.3), Tanh(), Linear(8, 2));
        var (x, y) = (torch.randn(16, 6), torch.randn(16, 2));
        var network = module.ToNative(x);
        network.Compile("sgd", "mse");
        network.Fit(x.ToNative(), y.ToNative(), batchSize: 16, epochs: 20, shuffle: false);
        var optimizer = torch.optim.SGD(module.parameters(), 0.01);
        module.train();
        for (var i = 0; i < 20; i++)
        {
            optimizer.zero_grad();
            functional.mse_loss(module.call(x), y).backward();
            optimizer.step();
        }

        foreach (var (name, tensor) in module.state_dict())
        {
            Assert.Equal(tensor.ToNative().ToArray(), network.StateDict()[name].ToArray(), (a, b) => Math.Abs(a - b) <= 1e-6);
        }
#else
        Assert.Skip(Backends.TorchSharp.Summary);
#endif
    }
#if HAS_TORCHSHARP

    private static Network AssertComesOver(Module<Tensor, Tensor> module, params long[] sample) => AssertComesOver(module, sample, null);

    private static Network AssertComesOver(Module<Tensor, Tensor> module, long[] sample, ModuleConversionOptions? options)
    {
        using var folder = new TemporaryFolder();
        var network = AssertAgrees(module, sample, options);
        module.ExportOnnx(folder.File("module.onnx"), torch.randn([2, .. sample]), conversion: options);

        // The file by itself, on another batch than it was made with.
        module.eval();
        var input = torch.randn([5, .. sample]);
        AssertNear(module.call(input).ToNative(), OnnxModel.Load(folder.File("module.onnx")).Predict(input.ToNative()));
        return network;
    }

    private static Network AssertAgrees(Module<Tensor, Tensor> module, long[] sample, ModuleConversionOptions? options = null)
    {
        var network = module.ToNative(torch.randn([2, .. sample]), options);
        module.eval();
        var input = torch.randn([7, .. sample]);
        AssertNear(module.call(input).ToNative(), network.Predict(input.ToNative()));
        return network;
    }

    private static void AssertRefused(Module<Tensor, Tensor> module, string why, ModuleConversionOptions? options = null)
    {
        var error = Assert.Throws<TorchConversionException>(() => module.ToNative(torch.randn(3, 6), options));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    private static void AssertNear(Native.Tensors.Tensor expected, Native.Tensors.Tensor actual)
    {
        var comparison = Native.Tensors.TensorComparison.Of(expected, actual);
        Assert.True(comparison.RelativeToLargest <= 1e-5, comparison.ToString());
    }

    // Running statistics that are not 0 and 1.
    private static void Warm(Module<Tensor, Tensor> module, params long[] sample)
    {
        module.train();
        for (var i = 0; i < 3; i++)
        {
            module.call((torch.randn([8, .. sample]) * 2) + 1);
        }
    }
#endif
}
