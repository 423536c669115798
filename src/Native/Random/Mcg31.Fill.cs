using System.Runtime.InteropServices;

namespace Interop.Native.Random;

public readonly partial struct Mcg31
{
    /// <summary>
    /// What the fill needs of one vector width. A draw takes a 64-bit lane, so that two vectors of draws, those of even and of odd number, make one of floats.
    /// </summary>
    /// <typeparam name="TDraws">A vector of draws, one in each 64-bit lane.</typeparam>
    /// <typeparam name="TFloats">A vector of as many bits.</typeparam>
    private interface ILanes<TDraws, TFloats>
        where TDraws : unmanaged
        where TFloats : unmanaged
    {
        /// <summary>How many floats a vector holds.</summary>
        static abstract int Floats { get; }

        /// <summary>The same draw in each lane.</summary>
        static abstract TDraws Create(uint x);

        /// <summary>Lane k replaced.</summary>
        static abstract TDraws With(TDraws draws, int lane, uint x);

        /// <summary><see cref="Mcg31.Multiply(uint, uint)"/> in each lane.</summary>
        static abstract TDraws Multiply(TDraws x, TDraws y);

        /// <summary>Element 2k is kept if lane k of <paramref name="even"/> is below the bound, element 2k + 1 if lane k of <paramref name="odd"/> is.</summary>
        static abstract TFloats Keep(TDraws even, TDraws odd, int bound, float kept);
    }

    private static void Fill<TLanes, TDraws, TFloats>(uint x, Span<float> mask, int bound, float kept)
        where TLanes : struct, ILanes<TDraws, TFloats>
        where TDraws : unmanaged
        where TFloats : unmanaged
    {
        // A step is two vectors. Its draws are x·aⁿ, n = 0, 1, 2, …: the even and the odd n of the first vector, and of the second.
        var vectors = MemoryMarshal.Cast<float, TFloats>(mask);
        var even0 = TLanes.Multiply(TLanes.Create(x), Powers<TLanes, TDraws, TFloats>.Even);
        var odd0 = TLanes.Multiply(TLanes.Create(x), Powers<TLanes, TDraws, TFloats>.Odd);
        var even1 = TLanes.Multiply(even0, Powers<TLanes, TDraws, TFloats>.Vector);
        var odd1 = TLanes.Multiply(odd0, Powers<TLanes, TDraws, TFloats>.Vector);
        var i = 0;
        for (; i < vectors.Length - 1; i += 2)
        {
            vectors[i] = TLanes.Keep(even0, odd0, bound, kept);
            vectors[i + 1] = TLanes.Keep(even1, odd1, bound, kept);
            even0 = TLanes.Multiply(even0, Powers<TLanes, TDraws, TFloats>.Step);
            odd0 = TLanes.Multiply(odd0, Powers<TLanes, TDraws, TFloats>.Step);
            even1 = TLanes.Multiply(even1, Powers<TLanes, TDraws, TFloats>.Step);
            odd1 = TLanes.Multiply(odd1, Powers<TLanes, TDraws, TFloats>.Step);
        }

        // What is left is shorter than a step.
        Span<TFloats> last = [TLanes.Keep(even0, odd0, bound, kept), TLanes.Keep(even1, odd1, bound, kept)];
        var rest = mask[(i * TLanes.Floats)..];
        MemoryMarshal.Cast<TFloats, float>(last)[..rest.Length].CopyTo(rest);
    }

    private static class Powers<TLanes, TDraws, TFloats>
        where TLanes : struct, ILanes<TDraws, TFloats>
        where TDraws : unmanaged
        where TFloats : unmanaged
    {
        /// <summary>a⁰, a², a⁴, … in the lanes.</summary>
        public static readonly TDraws Even = From(0);

        /// <summary>a¹, a³, a⁵, … in the lanes.</summary>
        public static readonly TDraws Odd = From(1);

        /// <summary>In every lane, a to the number of elements of a vector.</summary>
        public static readonly TDraws Vector = TLanes.Create(Power(TLanes.Floats));

        /// <summary>In every lane, a to the number of elements of a step.</summary>
        public static readonly TDraws Step = TLanes.Create(Power(2 * TLanes.Floats));

        private static TDraws From(int first)
        {
            var powers = TLanes.Create(0);
            for (var lane = 0; lane < TLanes.Floats / 2; lane++)
            {
                powers = TLanes.With(powers, lane, Power(first + (2 * lane)));
            }

            return powers;
        }
    }
}
