using Interop.Parity.Cases;
using Interop.Parity.Cases.Initializers;
using TorchSharp;
using static TorchSharp.torch.nn;
using FanInOut = TorchSharp.torch.nn.init.FanInOut;
using NonlinearityType = TorchSharp.torch.nn.init.NonlinearityType;

namespace Interop.Parity.Engines.TorchSharp;

/// <summary>Runs the cases of single initializers and of convolutions' initial weights on TorchSharp.</summary>
internal static class TorchSharpFills
{
    /// <summary>The filled tensor.</summary>
    public static NamedTensors Run(FillCase parityCase)
    {
        var values = torch.zeros([.. parityCase.Shape.Select(extent => (long)extent)]);
        var numbers = parityCase.Numbers;
        var fan = parityCase.FanOut ? FanInOut.FanOut : FanInOut.FanIn;
        _ = parityCase.Kind switch
        {
            FillKind.Constant => init.constant_(values, numbers[0]),
            FillKind.Uniform => init.uniform_(values, numbers[0], numbers[1]),
            FillKind.Normal => init.normal_(values, numbers[0], numbers[1]),
            FillKind.TruncatedNormal => init.trunc_normal_(values, numbers[0], numbers[1], numbers[2], numbers[3]),
            FillKind.XavierUniform => init.xavier_uniform_(values, numbers[0]),
            FillKind.XavierNormal => init.xavier_normal_(values, numbers[0]),
            FillKind.KaimingUniform => init.kaiming_uniform_(values, numbers[0], fan),
            FillKind.KaimingNormal => init.kaiming_normal_(values, numbers[0], fan),
            FillKind.LecunUniform => init.kaiming_uniform_(values, 0, fan, NonlinearityType.Linear),
            FillKind.LecunNormal => init.kaiming_normal_(values, 0, fan, NonlinearityType.Linear),
            _ => init.orthogonal_(values, numbers[0]),
        };
        var outputs = new NamedTensors();
        outputs.Add("values", values);
        return outputs;
    }

    /// <summary>Weights and biases by name.</summary>
    public static NamedTensors Run(ConvolutionInitializerCase parityCase)
    {
        var options = parityCase.Options;
        var kernel = options.Kernel;
        var layers = new List<Module<torch.Tensor, torch.Tensor>>();
        for (var i = 1; i < parityCase.Channels.Count; i++)
        {
            var (from, to) = (parityCase.Channels[i - 1], parityCase.Channels[i]);
            layers.Add(options.Axes switch
            {
                1 => Conv1d(from, to, kernel[0], groups: options.Groups, bias: options.UseBias),
                2 => Conv2d(from, to, (kernel[0], kernel[1]), groups: options.Groups, bias: options.UseBias),
                _ => Conv3d(from, to, (kernel[0], kernel[1], kernel[2]), groups: options.Groups, bias: options.UseBias),
            });
        }

        using var network = Sequential(layers);
        var outputs = new NamedTensors();
        TorchSharpInitializers.AddState(outputs, network, "");
        return outputs;
    }
}
