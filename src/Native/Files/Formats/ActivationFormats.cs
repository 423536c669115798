using Interop.Native.Activations;

namespace Interop.Native.Files.Formats;

/// <summary>How activation functions are written and read.</summary>
internal static class ActivationFormats
{
    public static void AddTo(ComponentTable<ActivationFunction> table)
    {
        table.Add<ELU>((f, o) => o.Write("alpha", f.Alpha), o => new ELU(o.GetSingle("alpha", 1f)));
        table.Add<GELU>((f, o) => o.Write("approximate", f.Approximate), o => new GELU(o.GetBoolean("approximate", false)));
        table.Add<HardSigmoid>((f, o) => o.WriteName<HardSigmoidForm>("form", f.Form), o => new HardSigmoid(o.GetName("form", HardSigmoidForm.PyTorch)));
        table.Add(() => new HardSwish());
        table.Add<HardTanh>(
            (f, o) =>
            {
                o.Write("lower", f.Lower);
                o.Write("upper", f.Upper);
            },
            o => new HardTanh(o.GetSingle("lower", -1f), o.GetSingle("upper", 1f)));
        table.Add(() => new Identity());
        table.Add<LeakyReLU>((f, o) => o.Write("negativeSlope", f.NegativeSlope), o => new LeakyReLU(o.GetSingle("negativeSlope", 0.01f)));
        table.Add<LogSoftmax>((f, o) => o.Write("axis", f.Axis), o => new LogSoftmax(o.GetInt32("axis", -1)));
        table.Add(() => new ReLU());
        table.Add(() => new ReLU6());
        table.Add(() => new SELU());
        table.Add(() => new Sigmoid());
        table.Add<Softmax>((f, o) => o.Write("axis", f.Axis), o => new Softmax(o.GetInt32("axis", -1)));
        table.Add<Softplus>(
            (f, o) =>
            {
                o.Write("beta", f.Beta);
                o.Write("threshold", f.Threshold);
            },
            o => new Softplus(o.GetSingle("beta", 1f), o.GetSingle("threshold", 20f)));
        table.Add(() => new Softsign());
        table.Add(() => new Swish());
        table.Add(() => new Tanh());
    }
}
