using Interop.Native.Activations;
using Interop.Native.Layers;
using Modules = TorchSharp.Modules;

namespace Interop.TorchBridge.Live.ToNative;

/// <summary>The layers of TorchSharp's own modules.</summary>
internal static class BuiltInConverters
{
    /// <summary>Adds all of them to a table.</summary>
    public static ModuleConverters AddTo(ModuleConverters table) => Joins(Functions(Regularizers(Weighted(Poolings(table)))));

    private static ModuleConverters Weighted(ModuleConverters table) => table
        .With<Modules.Linear>((module, call) => new Dense((int)module.out_features, useBias: module.bias is not null, name: call.Name))
        .With<Modules.Conv1d>((module, call) => new Conv1D(
            Windows.Filters(module), Windows.Of(module.kernel_size), Windows.Of(module.stride), Windows.Padding(module), Windows.Of(module.dilation), (int)module.groups, useBias: module.bias is not null, name: call.Name))
        .With<Modules.Conv2d>((module, call) => new Conv2D(
            Windows.Filters(module), Windows.Of(module.kernel_size), Windows.Of(module.stride), Windows.Padding(module), Windows.Of(module.dilation), (int)module.groups, useBias: module.bias is not null, name: call.Name))
        .With<Modules.Conv3d>((module, call) => new Conv3D(
            Windows.Filters(module), Windows.Of(module.kernel_size), Windows.Of(module.stride), Windows.Padding(module), Windows.Of(module.dilation), (int)module.groups, useBias: module.bias is not null, name: call.Name))
        .With<Modules.BatchNorm1d>(Normalization)
        .With<Modules.BatchNorm2d>(Normalization)
        .With<Modules.BatchNorm3d>(Normalization)
        .With<Modules.PReLU>((module, call) => new PReLU(module.num_parameters > 1, name: call.Name));

    private static ModuleConverters Regularizers(ModuleConverters table) => table
        .With<Modules.Dropout>((module, call) => new Dropout(module.p, name: call.Name))
        .With<Modules.Dropout1d>((module, call) => new SpatialDropout1D(module.p, name: call.Name))
        .With<Modules.Dropout2d>((module, call) => new SpatialDropout2D(module.p, name: call.Name))
        .With<Modules.Dropout3d>((module, call) => new SpatialDropout3D(module.p, name: call.Name))
        .With<Modules.AlphaDropout>((module, call) => new AlphaDropout(module.p, name: call.Name));

    private static ModuleConverters Functions(ModuleConverters table) => table
        .With<Modules.Identity>((_, _) => null)
        .With<Modules.Flatten>((module, call) => Reshaped(module.start_dim, call))
        .With<Modules.Unflatten>((module, call) => Reshaped(module.dim, call))
        .With<Modules.ReLU>((_, call) => Function(new ReLU(), call))
        .With<Modules.ReLU6>((_, call) => Function(new ReLU6(), call))
        .With<Modules.LeakyReLU>((module, call) => Function(new LeakyReLU((float)module.negative_slope), call))
        .With<Modules.ELU>((module, call) => Function(new ELU((float)module.alpha), call))
        .With<Modules.SELU>((_, call) => Function(new SELU(), call))
        .With<Modules.GELU>((_, call) => Function(new GELU(), call))
        .With<Modules.SiLU>((_, call) => Function(new Swish(), call))
        .With<Modules.Sigmoid>((_, call) => Function(new Sigmoid(), call))
        .With<Modules.Tanh>((_, call) => Function(new Tanh(), call))
        .With<Modules.Softplus>((module, call) => Function(new Softplus((float)module.beta, (float)module.threshold), call))
        .With<Modules.Softsign>((_, call) => Function(new Softsign(), call))
        .With<Modules.Hardsigmoid>((_, call) => Function(new HardSigmoid(), call))
        .With<Modules.Hardswish>((_, call) => Function(new HardSwish(), call))
        .With<Modules.Softmax>((module, call) => Function(new Softmax(Axis(module.dim, call)), call))
        .With<Modules.LogSoftmax>((module, call) => Function(new LogSoftmax(Axis(module.dim, call)), call));

    private static ModuleConverters Poolings(ModuleConverters table) => table
        .With<Modules.MaxPool1d>((module, call) => new MaxPool1D(
            Windows.Of(module.kernel_size), Windows.Of(module.stride), (int)(module.padding ?? 0), Windows.Of(module.dilation), module.ceil_mode, name: call.Name))
        .With<Modules.MaxPool2d>((module, call) => new MaxPool2D(
            Windows.Of(module.kernel_size), Windows.OrDefault(module.stride), Windows.Padding(module.padding), Windows.OrDefault(module.dilation), module.ceil_mode, name: call.Name))
        .With<Modules.MaxPool3d>((module, call) => new MaxPool3D(
            Windows.Of(module.kernel_size), Windows.OrDefault(module.stride), Windows.Padding(module.padding), Windows.OrDefault(module.dilation), module.ceil_mode, name: call.Name))
        .With<Modules.AvgPool1d>((module, call) => new AvgPool1D(
            Windows.Of(module.kernel_size), Windows.Of(module.stride), (int)(module.padding ?? 0), module.ceil_mode, module.count_include_pad, name: call.Name))
        .With<Modules.AvgPool2d>((module, call) => new AvgPool2D(
            Windows.Of(module.kernel_size), Windows.OrDefault(module.stride), Windows.Padding(module.padding), module.ceil_mode, module.count_include_pad, (int?)module.divisor_override, call.Name))
        .With<Modules.AvgPool3d>((module, call) => new AvgPool3D(
            Windows.Of(module.kernel_size), Windows.OrDefault(module.stride), Windows.Padding(module.padding), module.ceil_mode, module.count_include_pad, (int?)module.divisor_override, call.Name))
        .With<Modules.AdaptiveAvgPool1d>((_, call) => new AvgPool1D(Windows.Adaptive(call), name: call.Name))
        .With<Modules.AdaptiveAvgPool2d>((_, call) => new AvgPool2D(Windows.Adaptive(call), name: call.Name))
        .With<Modules.AdaptiveAvgPool3d>((_, call) => new AvgPool3D(Windows.Adaptive(call), name: call.Name))
        .With<Modules.AdaptiveMaxPool1d>((_, call) => new MaxPool1D(Windows.Adaptive(call), name: call.Name))
        .With<Modules.AdaptiveMaxPool2d>((_, call) => new MaxPool2D(Windows.Adaptive(call), name: call.Name))
        .With<Modules.AdaptiveMaxPool3d>((_, call) => new MaxPool3D(Windows.Adaptive(call), name: call.Name));

    private static ModuleConverters Joins(ModuleConverters table) => table
        .With<TorchAdd>((_, call) => new Add(call.Name))
        .With<TorchMultiply>((_, call) => new Multiply(call.Name))
        .With<TorchSubtract>((_, call) => new Subtract(call.Name))
        .With<TorchConcatenate>((module, call) => new Concatenate(module.Dim, call.Name));

    private static BatchNormalization Normalization(Modules.BatchNorm module, ModuleCall call) => new BatchNormalization(
        module.momentum, module.eps, center: module.affine, scale: module.affine, trackRunningStatistics: module.track_running_stats, cumulativeAverage: module.momentum is null, name: call.Name);

    private static Activation Function(ActivationFunction function, ModuleCall call) => new Activation(function, call.Name);

    private static Layer Reshaped(long firstAxis, ModuleCall call) =>
        firstAxis < 1 && firstAxis + call.Inputs[0].Rank + 1 < 1 ? throw Refused(call, "it joins the batch with other axes")
        : firstAxis == 0 ? throw Refused(call, "it joins the batch with other axes")
        : call.Output.Rank == 1 ? new Flatten(call.Name)
        : new Reshape(call.Output.Extents, call.Name);

    private static int Axis(long axis, ModuleCall call) => axis == 0 || axis == -call.Inputs[0].Rank - 1
        ? throw Refused(call, "it works along the batch")
        : (int)axis;

    private static TorchConversionException Refused(ModuleCall call, string why) => new($"Module '{call.Name}' cannot be brought over: {why}.");
}
