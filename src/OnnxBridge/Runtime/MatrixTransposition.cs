using Interop.Native.Tensors;

namespace Interop.OnnxBridge.Runtime;

/// <summary>Matrices with their axes exchanged: [rows, columns] to [columns, rows].</summary>
internal static class MatrixTransposition
{
    /// <summary>A matrix with its axes exchanged.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Tensor Of(Tensor matrix)
    {
        var transposed = new Tensor([matrix.Shape[1], matrix.Shape[0]]);
        Write<float>(matrix.Span, matrix.Shape[1], transposed.Span);
        return transposed;
    }

    /// <summary>Writes a matrix with its axes exchanged.</summary>
    /// <param name="matrix">The matrix, row-major.</param>
    /// <param name="columns">Its number of columns.</param>
    /// <param name="transposed">As many values; other memory.</param>
    public static void Write<T>(ReadOnlySpan<T> matrix, int columns, Span<T> transposed)
    {
        var rows = columns == 0 ? 0 : matrix.Length / columns;
        for (var i = 0; i < matrix.Length; i++)
        {
            transposed[(i % columns * rows) + (i / columns)] = matrix[i];
        }
    }
}
