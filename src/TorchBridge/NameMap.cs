namespace Interop.TorchBridge;

/// <summary>
/// Rules that turn a file's names into a network's, applied in the order in which they were added. A map is immutable; every method gives a new one.
/// </summary>
/// <example>
/// <code>
/// var names = NameMap.Same.WithoutPrefix("module.").WithPrefixReplaced("features.", "").Without("classifier.");
/// </code>
/// </example>
public sealed class NameMap
{
    private readonly Func<string, string?>[] _rules;

    private NameMap(Func<string, string?>[] rules) => _rules = rules;

    /// <summary>The map that changes nothing; rules are added to it.</summary>
    public static NameMap Same { get; } = new([]);

    /// <summary>
    /// The map for files of wrapped modules: leaves out the prefixes <c>module.</c> (DataParallel, DistributedDataParallel, EMA) and
    /// <c>_orig_mod.</c> (torch.compile), in any order.
    /// </summary>
    public static NameMap Unwrapped { get; } = Same.With(Unwrap);

    /// <summary>Leaves a prefix out of names that begin with it.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    public NameMap WithoutPrefix(string prefix) => WithPrefixReplaced(prefix, "");

    /// <summary>Puts a prefix before every name.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    public NameMap WithPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        return With(name => prefix + name);
    }

    /// <summary>Puts another prefix in the place of one, in names that begin with it.</summary>
    /// <param name="prefix">The prefix, with its dot.</param>
    /// <param name="replacement">What to put there.</param>
    public NameMap WithPrefixReplaced(string prefix, string replacement)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentNullException.ThrowIfNull(replacement);
        return With(name => name.StartsWith(prefix, StringComparison.Ordinal) ? replacement + name[prefix.Length..] : name);
    }

    /// <summary>Gives one name another.</summary>
    /// <param name="name">The name in the file.</param>
    /// <param name="replacement">The name in the network.</param>
    public NameMap WithName(string name, string replacement)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(replacement);
        return With(given => given == name ? replacement : given);
    }

    /// <summary>Leaves out the tensors whose names begin with a prefix.</summary>
    /// <param name="prefix">The prefix.</param>
    public NameMap Without(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return With(name => name.StartsWith(prefix, StringComparison.Ordinal) ? null : name);
    }

    /// <summary>Adds a rule of your own.</summary>
    /// <param name="rule">The new name of a name; null leaves the tensor out.</param>
    public NameMap With(Func<string, string?> rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new NameMap([.. _rules, rule]);
    }

    /// <summary>The new name of a name; null where the tensor is left out.</summary>
    /// <param name="name">The name in the file.</param>
    public string? Apply(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? result = name;
        foreach (var rule in _rules)
        {
            result = result is null ? null : rule(result);
        }

        return result;
    }

    private static string Unwrap(string name)
    {
        string[] wrappers = ["module.", "_orig_mod."];
        while (wrappers.FirstOrDefault(wrapper => name.StartsWith(wrapper, StringComparison.Ordinal)) is { } wrapper)
        {
            name = name[wrapper.Length..];
        }

        return name;
    }
}
