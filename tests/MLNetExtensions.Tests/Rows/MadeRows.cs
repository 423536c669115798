using System.Collections;

namespace Interop.MLNetExtensions.Tests.Rows;

/// <summary>Rows that are made when they are read, none of which is held, and how far they were read.</summary>
/// <param name="count">The number of rows.</param>
/// <param name="make">Makes a row.</param>
internal sealed class MadeRows(int count, Func<int, ListedRow> make) : IReadOnlyList<ListedRow>
{
    private ListedRow? _row;
    private int _at = -1;

    public int Count => count;

    /// <summary>The number of the row that was read last.</summary>
    public int Last => Volatile.Read(ref _at);

    public ListedRow this[int index]
    {
        get
        {
            if (index != _at)
            {
                _row = make(index);
                Volatile.Write(ref _at, index);
            }

            return _row!;
        }
    }

    public IEnumerator<ListedRow> GetEnumerator() => Enumerable.Range(0, count).Select(make).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
