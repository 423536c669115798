using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    private readonly struct Lanes128 : ILanes<Vector128<ulong>, Vector128<float>>
    {
        public static int Floats => Vector128<float>.Count;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<ulong> Create(uint x) => Vector128.Create((ulong)x);

        public static Vector128<ulong> With(Vector128<ulong> draws, int lane, uint x) => draws.WithElement(lane, x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<ulong> Multiply(Vector128<ulong> x, Vector128<ulong> y)
        {
            var product = Sse2.IsSupported ? Sse2.Multiply(x.AsUInt32(), y.AsUInt32()) : x * y;
            var sum = ((product & Create(Modulus)) + (product >> 31)).AsUInt32();
            return Vector128.Min(sum, sum - Create(Modulus).AsUInt32()).AsUInt64();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector128<float> Keep(Vector128<ulong> even, Vector128<ulong> odd, int bound, float kept) =>
            Vector128.LessThan((even | (odd << 32)).AsInt32(), Vector128.Create(bound)).AsSingle() & Vector128.Create(kept);
    }
}
