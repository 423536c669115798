using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    private readonly struct Lanes256 : ILanes<Vector256<ulong>, Vector256<float>>
    {
        public static int Floats => Vector256<float>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ulong> Create(uint x) => Vector256.Create((ulong)x);

        public static Vector256<ulong> With(Vector256<ulong> draws, int lane, uint x) => draws.WithElement(lane, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<ulong> Multiply(Vector256<ulong> x, Vector256<ulong> y)
        {
            var product = Avx2.IsSupported ? Avx2.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
            var sum = ((product & Create(Modulus)) + (product >> 31)).AsUInt32();
            return Vector256.Min(sum, sum - Create(Modulus).AsUInt32()).AsUInt64();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Keep(Vector256<ulong> even, Vector256<ulong> odd, int bound, float kept) =>
            Vector256.LessThan((even | (odd << 32)).AsInt32(), Vector256.Create(bound)).AsSingle() & Vector256.Create(kept);
    }
}
