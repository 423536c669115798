using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Interop.PublicApi.Tests;

/// <summary>What an assembly offers to code outside: each type with its members, as C# would declare them, sorted.</summary>
internal static class PublicApiListing
{
    private static readonly SymbolDisplayFormat TypeFormat = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat MemberFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters |
            SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeRef,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue |
            SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The listing of an assembly file.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="references">The assemblies it was compiled against, so that their types have names.</param>
    public static string Of(string path, IEnumerable<string> references)
    {
        var assembly = MetadataReference.CreateFromFile(path);
        var compilation = CSharpCompilation.Create(
            "listing", references: [assembly, .. references.Where(other => other != path).Select(other => MetadataReference.CreateFromFile(other))]);
        var types = Types(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(assembly)!).GlobalNamespace).Where(IsVisible);
        return string.Concat(types.Select(Describe).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol owner) =>
        owner.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static string Describe(INamedTypeSymbol type)
    {
        INamedTypeSymbol?[] bases = [HasPlainBase(type) ? null : type.BaseType, .. type.Interfaces.Where(IsVisible)];
        var inherited = string.Join(", ", bases.OfType<INamedTypeSymbol>().Select(symbol => symbol.ToDisplayString(MemberFormat)));
        var members = type.GetMembers()
            .Where(member => IsVisible(member) && member is not (INamedTypeSymbol or IMethodSymbol { AssociatedSymbol: not null }) && !member.IsImplicitlyDeclared)
            .Select(member => $"    {member.ToDisplayString(MemberFormat)}\n")
            .Order(StringComparer.Ordinal);
        return $"{type.ToDisplayString(TypeFormat)}{Modifiers(type)}{(inherited.Length == 0 ? "" : $" : {inherited}")}\n{string.Concat(members)}";
    }

    private static string Modifiers(INamedTypeSymbol type) => type switch
    {
        { IsStatic: true } => " (static)",
        { TypeKind: TypeKind.Class, IsAbstract: true } => " (abstract)",
        { TypeKind: TypeKind.Class, IsSealed: true } => " (sealed)",
        _ => "",
    };

    private static bool HasPlainBase(INamedTypeSymbol type) =>
        type.BaseType is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum };

    private static bool IsVisible(ISymbol symbol)
    {
        for (var owner = symbol; owner is not null and not INamespaceSymbol; owner = owner.ContainingType)
        {
            if (owner.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }
}
