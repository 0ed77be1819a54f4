using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace App.Tests.Architecture;

/// <summary>
/// What one type (with everything nested in it, closures and state machines included) uses, read out of the compiled assembly:
/// type names as <c>Namespace.Name`1</c> and members as <c>Type.Name/parameters</c>.
/// </summary>
public sealed record TypeUsage(string Name, string Namespace, IReadOnlySet<string> Types, IReadOnlySet<string> Members)
{
    public static IReadOnlyList<TypeUsage> ReadAll(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return new Reader(file).Read();
    }

    public static IReadOnlyList<string> ReferencedAssemblies(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    private sealed class Reader(PEReader file)
    {
        private readonly MetadataReader _metadata = file.GetMetadataReader();
        private readonly Names _names = new();
        private HashSet<string> _members = [];

        public List<TypeUsage> Read() =>
            [.. _metadata.TypeDefinitions.GroupBy(Outermost).Select(Read).Where(u => !u.Name.StartsWith('<'))];

        private TypeUsage Read(IGrouping<TypeDefinitionHandle, TypeDefinitionHandle> family)
        {
            (_names.Seen, _members) = ([], []);
            foreach (var type in family)
            {
                ReadType(_metadata.GetTypeDefinition(type));
            }

            var outermost = _metadata.GetTypeDefinition(family.Key);
            return new(_metadata.GetString(outermost.Name), _metadata.GetString(outermost.Namespace), _names.Seen, _members);
        }

        private TypeDefinitionHandle Outermost(TypeDefinitionHandle type)
        {
            var declaring = _metadata.GetTypeDefinition(type).GetDeclaringType();
            return declaring.IsNil ? type : Outermost(declaring);
        }

        private void ReadType(TypeDefinition type)
        {
            Use(type.BaseType);
            ReadAttributes(type.GetCustomAttributes());
            foreach (var implemented in type.GetInterfaceImplementations())
            {
                Use(_metadata.GetInterfaceImplementation(implemented).Interface);
            }

            foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
            {
                field.DecodeSignature(_names, null);
                ReadAttributes(field.GetCustomAttributes());
            }

            foreach (var method in type.GetMethods().Select(_metadata.GetMethodDefinition))
            {
                method.DecodeSignature(_names, null);
                ReadAttributes(method.GetCustomAttributes());
                ReadBody(method);
            }
        }

        private void ReadAttributes(CustomAttributeHandleCollection attributes)
        {
            foreach (var attribute in attributes)
            {
                Use(_metadata.GetCustomAttribute(attribute).Constructor);
            }
        }

        private void ReadBody(MethodDefinition method)
        {
            if (method.RelativeVirtualAddress == 0)
            {
                return;
            }

            var body = file.GetMethodBody(method.RelativeVirtualAddress);
            if (!body.LocalSignature.IsNil)
            {
                _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_names, null);
            }

            foreach (var token in Instructions.Tokens(body.GetILReader()))
            {
                Use(MetadataTokens.EntityHandle(token));
            }
        }

        private void Use(EntityHandle handle)
        {
            if (handle.IsNil)
            {
                return;
            }

            switch (handle.Kind)
            {
                case HandleKind.TypeReference:
                case HandleKind.TypeDefinition:
                case HandleKind.TypeSpecification:
                    NameOf(handle);
                    break;
                case HandleKind.MemberReference:
                    UseMember(_metadata.GetMemberReference((MemberReferenceHandle)handle));
                    break;
                case HandleKind.MethodDefinition:
                    var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                    UseMember(method.GetDeclaringType(), method.Name, method.DecodeSignature(_names, null).ParameterTypes.Length);
                    break;
                case HandleKind.FieldDefinition:
                    var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                    UseMember(field.GetDeclaringType(), field.Name, 0);
                    break;
                case HandleKind.MethodSpecification:
                    var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                    specification.DecodeSignature(_names, null);
                    Use(specification.Method);
                    break;
            }
        }

        private void UseMember(MemberReference member)
        {
            var parameters = member.GetKind() == MemberReferenceKind.Method ? member.DecodeMethodSignature(_names, null).ParameterTypes.Length : 0;
            if (member.GetKind() == MemberReferenceKind.Field)
            {
                member.DecodeFieldSignature(_names, null);
            }

            UseMember(member.Parent, member.Name, parameters);
        }

        private void UseMember(EntityHandle type, StringHandle name, int parameters) =>
            _members.Add($"{NameOf(type)}.{_metadata.GetString(name)}/{parameters}");

        private string NameOf(EntityHandle type) => type.Kind switch
        {
            HandleKind.TypeReference => _names.GetTypeFromReference(_metadata, (TypeReferenceHandle)type, 0),
            HandleKind.TypeDefinition => _names.GetTypeFromDefinition(_metadata, (TypeDefinitionHandle)type, 0),
            HandleKind.TypeSpecification => _metadata.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(_names, null),
            _ => "",
        };
    }

    /// <summary>Turns signatures into names and remembers every type it comes across.</summary>
    private sealed class Names : ISignatureTypeProvider<string, object?>
    {
        public HashSet<string> Seen { get; set; } = [];

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeDefinition(handle);
            var declaring = type.GetDeclaringType();
            return See(declaring.IsNil ? Join(reader, type.Namespace, type.Name) : $"{GetTypeFromDefinition(reader, declaring, 0)}+{reader.GetString(type.Name)}");
        }

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
        {
            var type = reader.GetTypeReference(handle);
            return See(type.ResolutionScope.Kind == HandleKind.TypeReference
                ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)}+{reader.GetString(type.Name)}"
                : Join(reader, type.Namespace, type.Name));
        }

        public string GetTypeFromSpecification(MetadataReader reader, object? context, TypeSpecificationHandle handle, byte rawTypeKind) =>
            reader.GetTypeSpecification(handle).DecodeSignature(this, context);

        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => genericType;

        public string GetArrayType(string elementType, ArrayShape shape) => elementType;

        public string GetByReferenceType(string elementType) => elementType;

        public string GetFunctionPointerType(MethodSignature<string> signature) => "";

        public string GetGenericMethodParameter(object? context, int index) => "";

        public string GetGenericTypeParameter(object? context, int index) => "";

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType;

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType;

        private static string Join(MetadataReader reader, StringHandle space, StringHandle name) =>
            space.IsNil ? reader.GetString(name) : $"{reader.GetString(space)}.{reader.GetString(name)}";

        private string See(string name)
        {
            Seen.Add(name);
            return name;
        }
    }
}
