namespace Interop.Data.Tables;

/// <summary>A row of a table that cannot be used; the message names file, line and column, what was expected and what came.</summary>
public sealed class TableRowException : IOException
{
    /// <summary>Makes an error without a message.</summary>
    public TableRowException()
    {
    }

    /// <summary>Makes an error.</summary>
    /// <param name="message">What was expected, what came and where.</param>
    public TableRowException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error with the error behind it.</summary>
    /// <param name="message">What was expected, what came and where.</param>
    /// <param name="innerException">The error behind it.</param>
    public TableRowException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal TableRowException(string message, bool isMissing)
        : base(message) => IsMissing = isMissing;

    internal TableRowException(string message, string mixedColumn, bool isLabel)
        : base(message) => (MixedColumn, IsLabel) = (mixedColumn, isLabel);

    /// <summary>The column that was taken for one of numbers, though the value is none, by its name or its position counted from 1; null for other mistakes.</summary>
    public string? MixedColumn { get; }

    /// <summary>Whether that column is the label.</summary>
    public bool IsLabel { get; }

    /// <summary>Whether a value is missing, rather than wrong.</summary>
    public bool IsMissing { get; }
}
