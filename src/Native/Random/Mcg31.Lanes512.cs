using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    private readonly struct Lanes512 : ILanes<Vector512<ulong>, Vector512<float>>
    {
        public static int Floats => Vector512<float>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<ulong> Create(uint x) => Vector512.Create((ulong)x);

        public static Vector512<ulong> With(Vector512<ulong> draws, int lane, uint x) => draws.WithElement(lane, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<ulong> Multiply(Vector512<ulong> x, Vector512<ulong> y)
        {
            var product = Avx512F.IsSupported ? Avx512F.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
            var sum = ((product & Create(Modulus)) + (product >> 31)).AsUInt32();
            return Vector512.Min(sum, sum - Create(Modulus).AsUInt32()).AsUInt64();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Keep(Vector512<ulong> even, Vector512<ulong> odd, int bound, float kept) =>
            Vector512.LessThan((even | (odd << 32)).AsInt32(), Vector512.Create(bound)).AsSingle() & Vector512.Create(kept);
    }
}
