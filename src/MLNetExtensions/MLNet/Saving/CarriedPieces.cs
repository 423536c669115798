using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Interop.MLNetExtensions.MLNet.Saving;

/// <summary>
/// Vectors of known size out of vectors whose size varies, which is what mappings give: a saved mapping knows its types alone, so the size must
/// be part of a type. A vector of any size is the concatenation of pieces whose sizes are powers of two, largest first, as its number in binary.
/// </summary>
internal static class CarriedPieces
{
    /// <summary>One more than the largest exponent: vectors of up to 2¹⁷ − 1 elements can be carried.</summary>
    public const int Sizes = 17;

    /// <summary>The name of the mapping that gives a piece of a size.</summary>
    /// <param name="exponent">The base-2 logarithm of the size.</param>
    public static string Mapping(int exponent) => $"{CarriedColumns.PieceMapping}{exponent}";

    /// <summary>The column that holds a piece of a size.</summary>
    /// <param name="exponent">The base-2 logarithm of the size.</param>
    public static string Column(int exponent) => $"{CarriedColumns.Piece}{exponent}";

    /// <summary>Where the piece of a size lies: behind the larger ones.</summary>
    private static VBuffer<float> Take(VBuffer<float> vector, int exponent, VBuffer<float> piece)
    {
        var start = vector.Length >> (exponent + 1) << (exponent + 1);
        var editor = VBufferEditor.Create(ref piece, 1 << exponent);
        vector.GetValues().Slice(start, 1 << exponent).CopyTo(editor.Values);
        return editor.Commit();
    }

    internal sealed class Input
    {
        [ColumnName(CarriedColumns.Vector)]
        public VBuffer<float> Vector { get; set; }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "0")]
    internal sealed class Piece0 : CustomMappingFactory<Input, Piece0.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 0, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "0")]
            [VectorType(1 << 0)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "1")]
    internal sealed class Piece1 : CustomMappingFactory<Input, Piece1.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 1, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "1")]
            [VectorType(1 << 1)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "2")]
    internal sealed class Piece2 : CustomMappingFactory<Input, Piece2.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 2, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "2")]
            [VectorType(1 << 2)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "3")]
    internal sealed class Piece3 : CustomMappingFactory<Input, Piece3.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 3, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "3")]
            [VectorType(1 << 3)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "4")]
    internal sealed class Piece4 : CustomMappingFactory<Input, Piece4.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 4, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "4")]
            [VectorType(1 << 4)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "5")]
    internal sealed class Piece5 : CustomMappingFactory<Input, Piece5.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 5, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "5")]
            [VectorType(1 << 5)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "6")]
    internal sealed class Piece6 : CustomMappingFactory<Input, Piece6.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 6, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "6")]
            [VectorType(1 << 6)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "7")]
    internal sealed class Piece7 : CustomMappingFactory<Input, Piece7.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 7, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "7")]
            [VectorType(1 << 7)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "8")]
    internal sealed class Piece8 : CustomMappingFactory<Input, Piece8.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 8, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "8")]
            [VectorType(1 << 8)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "9")]
    internal sealed class Piece9 : CustomMappingFactory<Input, Piece9.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 9, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "9")]
            [VectorType(1 << 9)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "10")]
    internal sealed class Piece10 : CustomMappingFactory<Input, Piece10.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 10, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "10")]
            [VectorType(1 << 10)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "11")]
    internal sealed class Piece11 : CustomMappingFactory<Input, Piece11.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 11, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "11")]
            [VectorType(1 << 11)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "12")]
    internal sealed class Piece12 : CustomMappingFactory<Input, Piece12.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 12, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "12")]
            [VectorType(1 << 12)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "13")]
    internal sealed class Piece13 : CustomMappingFactory<Input, Piece13.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 13, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "13")]
            [VectorType(1 << 13)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "14")]
    internal sealed class Piece14 : CustomMappingFactory<Input, Piece14.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 14, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "14")]
            [VectorType(1 << 14)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "15")]
    internal sealed class Piece15 : CustomMappingFactory<Input, Piece15.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 15, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "15")]
            [VectorType(1 << 15)]
            public VBuffer<float> Values { get; set; }
        }
    }

    [CustomMappingFactoryAttribute(CarriedColumns.PieceMapping + "16")]
    internal sealed class Piece16 : CustomMappingFactory<Input, Piece16.Output>
    {
        /// <inheritdoc/>
        public override Action<Input, Output> GetMapping() => static (input, output) => output.Values = Take(input.Vector, 16, output.Values);

        internal sealed class Output
        {
            [ColumnName(CarriedColumns.Piece + "16")]
            [VectorType(1 << 16)]
            public VBuffer<float> Values { get; set; }
        }
    }
}
