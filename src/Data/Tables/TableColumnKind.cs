namespace Interop.Data.Tables;

/// <summary>What a column of a table holds.</summary>
public enum TableColumnKind
{
    /// <summary>Numbers: one feature.</summary>
    Number,

    /// <summary>One of several texts: a feature for each, 1 where it is this one and 0 elsewhere.</summary>
    Category,
}
