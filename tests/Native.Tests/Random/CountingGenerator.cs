using Interop.Native.Random;

namespace Interop.Native.Tests.Random;

/// <summary>A generator of a user's own that overrides the abstract members only: its words are a Weyl sequence, hashed.</summary>
internal sealed class CountingGenerator(ulong seed) : Generator
{
    private ulong _seed = seed;
    private ulong _count = seed;

    public override ulong Seed => _seed;

    public override void Reseed(ulong seed) => _count = _seed = seed;

    public override uint NextUInt32()
    {
        ulong mixed = (_count += 0x9e3779b97f4a7c15ul);
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ul;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebul;
        return (uint)(mixed >> 32);
    }

    public override GeneratorState Save() => new([.. BitConverter.GetBytes(_seed), .. BitConverter.GetBytes(_count)]);

    public override void Restore(GeneratorState state)
    {
        if (state.Bytes.Length != 16)
        {
            throw new InvalidDataException("The state is not that of a CountingGenerator.");
        }

        _seed = BitConverter.ToUInt64(state.Bytes);
        _count = BitConverter.ToUInt64(state.Bytes[8..]);
    }

    public override Generator Clone() => new CountingGenerator(_seed) { _count = _count };
}
