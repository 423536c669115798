using System.Text.Json;
using Interop.Native.Layers;

namespace Interop.Native.Files;

/// <summary>What tables of components of every kind share.</summary>
internal static class ComponentTable
{
    /// <summary>The option under which every component names its kind.</summary>
    public const string Kind = "kind";

    /// <summary>Whether an exception is a component's way to refuse what it was given.</summary>
    public static bool IsRefusal(Exception error) => error is ArgumentException or NetworkException or OverflowException;
}

/// <summary>How components of one kind are written and read, by the name of their class.</summary>
/// <typeparam name="TBase">The kind's base class.</typeparam>
/// <param name="what">What such a component is called, for messages.</param>
/// <param name="adds">The method of <see cref="ComponentRegistry"/> that adds one, for messages.</param>
/// <param name="fromName">Finds a component by one of its well-known names; null where there are none.</param>
internal sealed class ComponentTable<TBase>(string what, string adds, Func<string, TBase>? fromName = null)
    where TBase : class
{
    private readonly Dictionary<Type, Format> _byType = [];
    private readonly Dictionary<string, Format> _byKind = new(StringComparer.Ordinal);

    /// <summary>Options that all components of the kind have, written after their own.</summary>
    public Action<TBase, OptionWriter>? WriteCommon { get; init; }

    /// <summary>Reads what <see cref="WriteCommon"/> wrote.</summary>
    public Action<TBase, OptionReader>? ReadCommon { get; init; }

    /// <summary>Adds a class under its own name.</summary>
    public void Add<T>(Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : class, TBase =>
        Add(typeof(T).Name, write, read);

    /// <summary>Adds a class under its own name, whose options are said once.</summary>
    public void Add<T>(Func<ComponentOptions<T>, T> options)
        where T : class, TBase =>
        Add<T>((component, writer) => options(new ComponentOptions<T>(component, writer)), reader => options(new ComponentOptions<T>(reader)));

    /// <summary>Adds a class without options under its own name.</summary>
    public void Add<T>(Func<T> create)
        where T : class, TBase =>
        Add(typeof(T).Name, (_, _) => { }, _ => create());

    /// <summary>Adds a class under a name.</summary>
    /// <exception cref="ArgumentException">The name or the class is there already.</exception>
    public void Add<T>(string kind, Action<T, OptionWriter> write, Func<OptionReader, T> read)
        where T : class, TBase
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(read);
        var format = new Format(kind, (component, options) => write((T)component, options), read);
        if (!_byKind.TryAdd(kind, format))
        {
            throw new ArgumentException($"There is a {what} '{kind}' already; give another name.", nameof(kind));
        }

        if (!_byType.TryAdd(typeof(T), format))
        {
            _byKind.Remove(kind);
            throw new ArgumentException($"The {what} {typeof(T).Name} has a name already: '{_byType[typeof(T)].Kind}'.", nameof(kind));
        }
    }

    /// <summary>Writes kind and options into the object that has been begun.</summary>
    /// <exception cref="NotSupportedException">The class is not in the table.</exception>
    public void Write(TBase component, Utf8JsonWriter json, OptionWriter options)
    {
        if (!_byType.TryGetValue(component.GetType(), out var format))
        {
            throw new NotSupportedException(
                $"A file cannot tell the {what} {component.GetType().Name}; say how it is written and read with {nameof(ComponentRegistry)}.{adds}, and give the registry to Save and Load.");
        }

        json.WriteString(ComponentTable.Kind, format.Kind);
        format.Write(component, options);
        WriteCommon?.Invoke(component, options);
    }

    /// <summary>Reads a component: an object with its kind and options, or one of its well-known names.</summary>
    /// <exception cref="InvalidDataException">It is not valid; the message names the place, what was expected and what came.</exception>
    public TBase Read(JsonElement json, string place, ComponentRegistry components)
    {
        if (json.ValueKind == JsonValueKind.String && fromName is not null)
        {
            try
            {
                return fromName(json.GetString()!);
            }
            catch (Exception error) when (ComponentTable.IsRefusal(error))
            {
                throw new InvalidDataException($"{place}: {error.Message}", error);
            }
        }

        var options = new OptionReader(json, place, components);
        var component = Read(options);
        options.CheckAllAsked();
        return component;
    }

    /// <summary>Reads a component whose options the caller has opened, and checks himself.</summary>
    public TBase Read(OptionReader options)
    {
        var kind = options.GetText(ComponentTable.Kind);
        if (!_byKind.TryGetValue(kind, out var format))
        {
            throw new InvalidDataException(
                $"{options.Place}: there is no {what} '{kind}'; known are {string.Join(", ", _byKind.Keys.Order(StringComparer.Ordinal))}. Give Load a registry with your own ({nameof(ComponentRegistry)}.{adds}).");
        }

        try
        {
            var component = format.Read(options);
            ReadCommon?.Invoke(component, options);
            return component;
        }
        catch (Exception error) when (ComponentTable.IsRefusal(error))
        {
            throw new InvalidDataException($"{options.Place} ({kind}): {error.Message}", error);
        }
    }

    private sealed record Format(string Kind, Action<TBase, OptionWriter> Write, Func<OptionReader, TBase> Read);
}
