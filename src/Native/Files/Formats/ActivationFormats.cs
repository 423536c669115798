using Interop.Native.Activations;

namespace Interop.Native.Files.Formats;

/// <summary>How activation functions are written and read.</summary>
internal static class ActivationFormats
{
    public static void AddTo(ComponentTable<ActivationFunction> table)
    {
        table.Add<ELU>(o => new ELU(o.GetSingle("alpha", f => f.Alpha, 1f)));
        table.Add<GELU>(o => new GELU(o.GetBoolean("approximate", f => f.Approximate, false)));
        table.Add<HardSigmoid>(o => new HardSigmoid(o.GetName("form", f => f.Form, HardSigmoidForm.PyTorch)));
        table.Add(() => new HardSwish());
        table.Add<HardTanh>(o => new HardTanh(o.GetSingle("lower", f => f.Lower, -1f), o.GetSingle("upper", f => f.Upper, 1f)));
        table.Add(() => new Identity());
        table.Add<LeakyReLU>(o => new LeakyReLU(o.GetSingle("negativeSlope", f => f.NegativeSlope, 0.01f)));
        table.Add<LogSoftmax>(o => new LogSoftmax(o.GetInt32("axis", f => f.Axis, -1)));
        table.Add(() => new ReLU());
        table.Add(() => new ReLU6());
        table.Add(() => new SELU());
        table.Add(() => new Sigmoid());
        table.Add<Softmax>(o => new Softmax(o.GetInt32("axis", f => f.Axis, -1)));
        table.Add<Softplus>(o => new Softplus(o.GetSingle("beta", f => f.Beta, 1f), o.GetSingle("threshold", f => f.Threshold, 20f)));
        table.Add(() => new Softsign());
        table.Add(() => new Swish());
        table.Add(() => new Tanh());
    }
}
