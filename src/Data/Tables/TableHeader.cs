namespace Interop.Data.Tables;

/// <summary>What the first record of a table is.</summary>
public enum TableHeader
{
    /// <summary>The names of the columns.</summary>
    Names,

    /// <summary>The first row: there is no header.</summary>
    None,

    /// <summary>The numbers of rows and of features, then the names of the classes, which the label counts from 0: scikit-learn's small data sets.</summary>
    Counts,
}
