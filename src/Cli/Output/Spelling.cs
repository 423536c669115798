namespace Interop.Cli.Output;

/// <summary>Finds what was probably meant by a word that is not known.</summary>
internal static class Spelling
{
    /// <summary>The known word that differs least, by inserted, left out and changed letters; null where none comes near.</summary>
    /// <param name="word">The word.</param>
    /// <param name="known">The known words.</param>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var (best, distance) = (default(string), Math.Max(2, word.Length / 3) + 1);
        foreach (var candidate in known)
        {
            var found = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            if (found < distance)
            {
                (best, distance) = (candidate, found);
            }
        }

        return best;
    }

    // Levenshtein's distance, one row of the table at a time.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
