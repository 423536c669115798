using Interop.Native.Initializers;

namespace Interop.Native.Files.Formats;

/// <summary>How initializers are written and read. What follows from a negative slope is kept as the gain.</summary>
internal static class InitializerFormats
{
    public static void AddTo(ComponentTable<Initializer> table)
    {
        table.Add<Constant>((i, o) => o.Write("value", i.Value), o => new Constant(o.GetSingle("value")));
        table.Add(() => new FanInUniform());
        table.Add<GlorotNormal>(
            (i, o) =>
            {
                o.Write("gain", i.Gain);
                o.WriteName("tail", i.Tail);
                o.WriteName<GlorotConvention>("convention", i.Convention);
            },
            o => new GlorotNormal(
                o.GetDouble("gain", Gain.Linear), o.GetName("tail", NormalTail.Full), o.GetName("convention", GlorotConvention.FanInAndOut)));
        table.Add<GlorotUniform>((i, o) => o.Write("gain", i.Gain), o => new GlorotUniform(o.GetDouble("gain", Gain.Linear)));
        table.Add<KaimingNormal>(
            (i, o) =>
            {
                o.WriteName<FanMode>("mode", i.Mode);
                o.Write("gain", i.Gain);
                o.WriteName("tail", i.Tail);
            },
            o => new KaimingNormal(
                o.GetDouble("negativeSlope", 0), o.GetName("mode", FanMode.In), o.FindDouble("gain"), o.GetName("tail", NormalTail.Full)));
        table.Add<KaimingUniform>(
            (i, o) =>
            {
                o.WriteName<FanMode>("mode", i.Mode);
                o.Write("gain", i.Gain);
            },
            o => new KaimingUniform(o.FindDouble("negativeSlope"), o.GetName("mode", FanMode.In), o.FindDouble("gain")));
        table.Add<LecunNormal>((i, o) => o.WriteName("tail", i.Tail), o => new LecunNormal(o.GetName("tail", NormalTail.Full)));
        table.Add(() => new LecunUniform());
        table.Add<Orthogonal>((i, o) => o.Write("gain", i.Gain), o => new Orthogonal(o.GetDouble("gain", 1)));
        table.Add<RandomNormal>(
            (i, o) =>
            {
                o.Write("deviation", i.Deviation);
                o.Write("mean", i.Mean);
            },
            o => new RandomNormal(o.GetDouble("deviation", 1), o.GetDouble("mean", 0)));
        table.Add<RandomUniform>(
            (i, o) =>
            {
                o.Write("low", i.Low);
                o.Write("high", i.High);
            },
            o => new RandomUniform(o.GetSingle("low", 0f), o.GetSingle("high", 1f)));
        table.Add<TruncatedNormal>(
            (i, o) =>
            {
                o.Write("deviation", i.Deviation);
                o.Write("mean", i.Mean);
                o.Write("low", i.Low);
                o.Write("high", i.High);
            },
            o => new TruncatedNormal(o.GetDouble("deviation", 1), o.GetDouble("mean", 0), o.GetDouble("low", -2), o.GetDouble("high", 2)));
    }
}
