#if HAS_TORCHSHARP
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Interop.TorchBridge.Tests.Live;

/// <summary>LeCun's network of 1998 with today's functions, written as TorchSharp's examples are: the flattening stands in the forward pass.</summary>
internal sealed class LeNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _features = Sequential(
        ("conv1", Conv2d(1, 6, 5, padding: 2)), ("act1", Tanh()), ("pool1", AvgPool2d(2)), ("conv2", Conv2d(6, 16, 5)), ("act2", Tanh()), ("pool2", MaxPool2d(2)));

    private readonly Module<Tensor, Tensor> _fc1 = Linear(400, 120);
    private readonly Module<Tensor, Tensor> _fc2 = Linear(120, 84);
    private readonly Module<Tensor, Tensor> _relu = ReLU(inplace: true);
    private readonly Module<Tensor, Tensor> _drop = Dropout(0.25);
    private readonly Module<Tensor, Tensor> _fc3 = Linear(84, 10);

    public LeNet()
        : base(nameof(LeNet)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        using var features = _features.call(input);
        using var flat = features.flatten(1);
        using var hidden = _relu.call(_fc1.call(flat));
        return _fc3.call(_drop.call(_relu.call(_fc2.call(hidden))));
    }
}

/// <summary>A residual block: two convolutions with batch normalization, and a shortcut that a module of one's own adds.</summary>
internal sealed class ResidualBlock : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _body;
    private readonly Module<Tensor, Tensor>? _shortcut;
    private readonly TorchAdd _add = new();
    private readonly Module<Tensor, Tensor> _relu = ReLU();

    public ResidualBlock(long inputs, long outputs, long stride)
        : base(nameof(ResidualBlock))
    {
        _body = Sequential(
            Conv2d(inputs, outputs, 3, stride, 1, bias: false), BatchNorm2d(outputs), ReLU(), Conv2d(outputs, outputs, 3, 1, 1, bias: false), BatchNorm2d(outputs));
        _shortcut = inputs == outputs ? null : Sequential(Conv2d(inputs, outputs, 1, stride, bias: false), BatchNorm2d(outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _relu.call(_add.call(_body.call(input), _shortcut?.call(input) ?? input));
}

/// <summary>A small ResNet.</summary>
internal sealed class ResidualNetwork : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> _stem = Sequential(Conv2d(3, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU());
    private readonly Module<Tensor, Tensor> _blocks = Sequential(new ResidualBlock(8, 8, 1), new ResidualBlock(8, 16, 2), new ResidualBlock(16, 16, 1));
    private readonly Module<Tensor, Tensor> _pool = AdaptiveAvgPool2d(1);
    private readonly Module<Tensor, Tensor> _fc = Linear(16, 5);

    public ResidualNetwork()
        : base(nameof(ResidualNetwork)) => RegisterComponents();

    public override Tensor forward(Tensor input) => _fc.call(_pool.call(_blocks.call(_stem.call(input))).view(-1, 16));
}

/// <summary>A depthwise and a pointwise convolution, as in MobileNet and Xception.</summary>
internal sealed class Separable : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> depthwise;
    private readonly Module<Tensor, Tensor> pointwise;

    public Separable(long inputs, long outputs)
        : base(nameof(Separable))
    {
        Outputs = outputs;
        depthwise = Conv2d(inputs, inputs, 3, padding: 1, groups: inputs, bias: false);
        pointwise = Conv2d(inputs, outputs, 1);
        RegisterComponents();
    }

    public long Outputs { get; }

    public override Tensor forward(Tensor input) => pointwise.call(depthwise.call(input));
}

/// <summary>A network of what the test gives.</summary>
internal sealed class Custom : Module<Tensor, Tensor>
{
    public readonly Module<Tensor, Tensor> First = Linear(6, 6);
    public readonly Module<Tensor, Tensor> Second = Linear(6, 6);
    public readonly Module<Tensor, Tensor> Function = ReLU();
    public readonly Module<Tensor, Tensor> InPlace = ReLU(inplace: true);
    public readonly Module<Tensor, Tensor> Drop = Dropout(0.5);
    public readonly TorchAdd Sum = new();
    private readonly Func<Custom, Tensor, Tensor> _forward;

    public Custom(Func<Custom, Tensor, Tensor> forward)
        : base(nameof(Custom))
    {
        _forward = forward;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _forward(this, input);
}
#endif
