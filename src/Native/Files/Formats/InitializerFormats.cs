using Interop.Native.Initializers;

namespace Interop.Native.Files.Formats;

/// <summary>How initializers are written and read. What follows from a negative slope is kept as the gain.</summary>
internal static class InitializerFormats
{
    public static void AddTo(ComponentTable<Initializer> table)
    {
        table.Add<Constant>(o => new Constant(o.GetSingle("value", i => i.Value)));
        table.Add(() => new FanInUniform());
        table.Add<GlorotNormal>(o => new GlorotNormal(
            o.GetDouble("gain", i => i.Gain, Gain.Linear),
            o.GetName("tail", i => i.Tail ?? NormalTail.Full, NormalTail.Full),
            o.GetName("convention", i => i.Convention, GlorotConvention.FanInAndOut)));
        table.Add<GlorotUniform>(o => new GlorotUniform(o.GetDouble("gain", i => i.Gain, Gain.Linear)));
        table.Add<KaimingNormal>(o => new KaimingNormal(
            o.Accept(reader => reader.GetDouble("negativeSlope", 0), 0),
            o.GetName("mode", i => i.Mode, FanMode.In),
            o.FindDouble("gain", i => i.Gain),
            o.GetName("tail", i => i.Tail ?? NormalTail.Full, NormalTail.Full)));
        table.Add<KaimingUniform>(o => new KaimingUniform(
            o.Accept(reader => reader.FindDouble("negativeSlope"), null), o.GetName("mode", i => i.Mode, FanMode.In), o.FindDouble("gain", i => i.Gain)));
        table.Add<LecunNormal>(o => new LecunNormal(o.GetName("tail", i => i.Tail ?? NormalTail.Full, NormalTail.Full)));
        table.Add(() => new LecunUniform());
        table.Add<Orthogonal>(o => new Orthogonal(o.GetDouble("gain", i => i.Gain, 1)));
        table.Add<RandomNormal>(o => new RandomNormal(o.GetDouble("deviation", i => i.Deviation, 1), o.GetDouble("mean", i => i.Mean, 0)));
        table.Add<RandomUniform>(o => new RandomUniform(o.GetSingle("low", i => i.Low, 0f), o.GetSingle("high", i => i.High, 1f)));
        table.Add<TruncatedNormal>(o => new TruncatedNormal(
            o.GetDouble("deviation", i => i.Deviation, 1), o.GetDouble("mean", i => i.Mean, 0), o.GetDouble("low", i => i.Low, -2), o.GetDouble("high", i => i.High, 2)));
    }
}
